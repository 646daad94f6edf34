using System.Threading.Tasks;

namespace Example.Gateway;

// Salesforce
public partial class RecordGateway
{
    public async Task<string> SendAsync(string name, object record)
    {
        var result = await client.CreateAsync(name, record); // save: SObject expect: none
        return result.Id;
    }

    public async Task<bool> TryContact(string email)
    {
        try
        {
            await client.CreateAsync("Contact", new { LastName = "x", Email = email }); // save: Contact expect: missing-duplicate-rule-header/information
            return true;
        }
        catch (Salesforce.Common.ForceException)
        {
            return false;
        }
    }
}
