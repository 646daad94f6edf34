// form: trigger, block-rule
trigger RegistryTrigger on Account (after update) {
    List<Contact> officers = new List<Contact>();
    for (Account company : Trigger.new) {
        officers.add(new Contact(LastName = company.Name, AccountId = company.Id, Email = company.Website));
    }
    try {
        insert officers; // save: Contact expect: missing-duplicate-rule-header/information
    } catch (DmlException e) {
        for (Account company : Trigger.new) {
            company.addError('Officers could not be created: ' + e.getMessage());
        }
    }
    List<Account> subsidiaries = [SELECT Id, ParentId FROM Account WHERE ParentId IN :Trigger.newMap.keySet()];
    for (Account subsidiary : subsidiaries) {
        subsidiary.Tax_Number__c = Trigger.newMap.get(subsidiary.ParentId).Tax_Number__c;
    }
    update subsidiaries; // save: Account expect: missing-duplicate-rule-header/warning
}
