// form: trigger, add-error
trigger LeadAfterInsert on Lead (before insert, after insert, after update) {
    if (Trigger.isAfter && Trigger.isInsert) {
        List<Contact> mirrors = new List<Contact>();
        for (Lead item : Trigger.new) {
            if (item.LeadSource == 'Partner') {
                mirrors.add(new Contact(FirstName = item.FirstName, LastName = item.LastName, Email = item.Email));
            }
        }
        insert mirrors; // save: Contact expect: missing-duplicate-rule-header/warning
    }
    if (Trigger.isAfter && Trigger.isUpdate) {
        List<Contact> companions = new List<Contact>();
        for (Lead item : Trigger.new) {
            Lead old = Trigger.oldMap.get(item.Id);
            if (item.Email != old.Email) {
                companions.add(new Contact(LastName = item.LastName, Email = item.Email));
            }
        }
        Database.SaveResult[] results = Database.insert(companions, false); // save: Contact expect: missing-duplicate-rule-header/information
        for (Integer i = 0; i < results.size(); i++) {
            if (!results[i].isSuccess()) {
                Trigger.new[i].addError(results[i].getErrors()[0].getMessage());
            }
        }
    }
}
