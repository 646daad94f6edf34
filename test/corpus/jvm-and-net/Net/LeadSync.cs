// form: HttpClient, RestSharp, ForceClient
using System;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using RestSharp;

namespace Example.Crm;

public class LeadSync
{
    private const string Base = "https://example.my.salesforce.com/services/data/v60.0";
    private readonly HttpClient http;
    private readonly HttpClient allowing;
    private readonly ILogger<LeadSync> logger;

    public LeadSync(HttpClient http, ILogger<LeadSync> logger)
    {
        this.http = http;
        this.logger = logger;
        allowing = new HttpClient();
        allowing.DefaultRequestHeaders.TryAddWithoutValidation("Sforce-Duplicate-Rule-Header", "allowSave=true"); // option expect: allow-save-bypass/warning
    }

    public async Task Ensured(string email)
    {
        var content = new StringContent(JsonSerializer.Serialize(new { LastName = "x", Email = email }), Encoding.UTF8, "application/json");
        var response = await http.PostAsync($"{Base}/sobjects/Lead", content); // save: Lead expect: missing-duplicate-rule-header/warning
        response.EnsureSuccessStatusCode();
    }

    public async Task Logged(string email)
    {
        var response = await http.PostAsJsonAsync($"{Base}/sobjects/Lead", new { LastName = "x", Email = email }); // save: Lead expect: unhandled-duplicates/warning
        if (!response.IsSuccessStatusCode)
        {
            logger.LogError("Lead not saved: {Status}", response.StatusCode);
        }
    }

    public async Task Unread(string email)
    {
        await http.PostAsJsonAsync($"{Base}/sobjects/Contact", new { LastName = "x", Email = email }); // save: Contact expect: unhandled-duplicates/warning
    }

    public async Task Allowed(string email)
    {
        var response = await allowing.PostAsJsonAsync($"{Base}/sobjects/Lead", new { LastName = "x", Email = email }); // save: Lead expect: none
        response.EnsureSuccessStatusCode();
    }

    public async Task<bool> Message(string email)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Base}/sobjects/Lead");
        request.Content = JsonContent.Create(new { LastName = "x", Email = email });
        var response = await http.SendAsync(request); // save: Lead expect: missing-duplicate-rule-header/information
        return response.IsSuccessStatusCode;
    }

    public RestResponse Sharp(string email)
    {
        var client = new RestClient(Base);
        var request = new RestRequest("/sobjects/Lead", Method.Post);
        request.AddHeader("Sforce-Duplicate-Rule-Header", "allowSave=true"); // option expect: allow-save-bypass/warning
        request.AddJsonBody(new { LastName = "x", Email = email });
        return client.Execute(request); // save: Lead expect: none
    }

    public async Task Task(string subject)
    {
        var response = await http.PostAsJsonAsync($"{Base}/sobjects/Task", new { Subject = subject }); // save: Task expect: none
        response.EnsureSuccessStatusCode();
    }

    public async Task<HttpResponseMessage> Read(string id)
    {
        return await http.GetAsync($"{Base}/sobjects/Lead/{id}");
    }
}
