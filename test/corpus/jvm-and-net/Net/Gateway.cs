// form: class held by its interface, partial class
using System.Threading.Tasks;
using Salesforce.Force;

namespace Example.Gateway;

public interface IRecordGateway
{
    Task<string> SendAsync(string name, object record);
}

public partial class RecordGateway : IRecordGateway
{
    private readonly ForceClient client;

    public RecordGateway(ForceClient client)
    {
        this.client = client;
    }
}

public class Enrolment
{
    private readonly IRecordGateway gateway;

    public Enrolment(IRecordGateway gateway)
    {
        this.gateway = gateway;
    }

    public Task<string> Lead(string email)
    {
        return gateway.SendAsync("Lead", new { LastName = "x", Company = "y", Email = email }); // save: Lead expect: missing-duplicate-rule-header/warning
    }

    public Task<string> Case(string subject)
    {
        return gateway.SendAsync("Case", new { Subject = subject }); // save: Case expect: none
    }
}
