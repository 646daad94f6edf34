// form: trigger, add-error, map-values
trigger SiteTrigger on Account (before update, after insert) {
    if (Trigger.isAfter) {
        Map<Id, Contact> keyHolders = new Map<Id, Contact>();
        for (Account site : Trigger.new) {
            keyHolders.put(site.Id, new Contact(LastName = 'Key holder', AccountId = site.Id, Phone = site.Phone));
        }
        try {
            insert keyHolders.values(); // save: Contact expect: none
        } catch (DmlException e) {
            for (Integer i = 0; i < e.getNumDml(); i++) {
                if (StatusCode.DUPLICATES_DETECTED.equals(e.getDmlType(i))) {
                    Trigger.new[e.getDmlIndex(i)].Phone.addError('Somebody has this phone number already');
                }
            }
        }
    } else {
        List<Contact> mail = new List<Contact>();
        for (Account site : Trigger.new) {
            mail.add(new Contact(LastName = 'Desk', AccountId = site.Id));
        }
        // The rule needs the phone.
        insert mail; // save: Contact expect: missing-duplicate-rule-header/information
    }
    List<Account> parents = new List<Account>();
    for (Account site : (List<Account>) Trigger.new) {
        if (site.ParentId != null) {
            parents.add(new Account(Id = site.ParentId, Description = 'has sites'));
        }
    }
    update parents; // save: Account expect: missing-duplicate-rule-header/information
}
