trigger LoyaltyMemberTrigger on Loyalty_Member__c (after insert) {
    LoyaltyHandlers.afterInsert(Trigger.new);
}
