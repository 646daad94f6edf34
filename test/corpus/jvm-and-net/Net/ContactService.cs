// form: interface and service whose callers decide
using System.Threading.Tasks;
using Salesforce.Force;

namespace Example.Crm;

public interface IContactService
{
    Task<string> AddAsync(string email);
    Task<string> AddKnownAsync(string email);
}

public class ContactService : IContactService
{
    private readonly ForceClient client;

    public ContactService(ForceClient client)
    {
        this.client = client;
    }

    public async Task<string> AddAsync(string email)
    {
        var result = await client.CreateAsync("Contact", new { LastName = "x", Email = email }); // save: Contact expect: unhandled-duplicates/warning
        return result.Id;
    }

    public async Task<string> AddKnownAsync(string email)
    {
        var result = await client.CreateAsync("Contact", new { LastName = "x", Email = email }); // save: Contact expect: none
        return result.Id;
    }
}
