using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using Salesforce.Common;

namespace Example.Crm;

public class ContactJob
{
    private readonly IContactService contacts;
    private readonly ILogger<ContactJob> logger;

    public ContactJob(IContactService contacts, ILogger<ContactJob> logger)
    {
        this.contacts = contacts;
        this.logger = logger;
    }

    public async Task Run(IEnumerable<string> emails)
    {
        foreach (var email in emails)
        {
            try
            {
                await contacts.AddAsync(email);
            }
            catch (ForceException error)
            {
                logger.LogWarning(error, "contact not saved");
            }
        }
    }

    public async Task RunKnown(string email)
    {
        try
        {
            await contacts.AddKnownAsync(email);
        }
        catch (ForceException error) when (error.Message.Contains("DUPLICATES_DETECTED"))
        {
            logger.LogInformation("known already");
        }
    }
}
