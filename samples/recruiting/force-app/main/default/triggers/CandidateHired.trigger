trigger CandidateHired on Candidate__c (after update) {
    List<Contact> hired = new List<Contact>();
    for (Candidate__c candidate : Trigger.new) {
        if (candidate.Stage__c == 'Hired' && Trigger.oldMap.get(candidate.Id).Stage__c != 'Hired') {
            hired.add(new Contact(LastName = candidate.Last_Name__c, Email = candidate.Email__c));
        }
    }
    insert hired;
}
