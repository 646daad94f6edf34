import { LightningElement } from 'lwc';
import { createRecord } from 'lightning/uiRecordApi';
import LEAD_OBJECT from '@salesforce/schema/Lead';
import LAST_NAME_FIELD from '@salesforce/schema/Lead.LastName';
import EMAIL_FIELD from '@salesforce/schema/Lead.Email';
import COMPANY_FIELD from '@salesforce/schema/Lead.Company';

/** The visitor's form at the stand of a job fair. */
export default class LeadForm extends LightningElement {
    lastName;
    email;
    company;
    message;

    get fields() {
        return {
            [LAST_NAME_FIELD.fieldApiName]: this.lastName,
            [EMAIL_FIELD.fieldApiName]: this.email,
            [COMPANY_FIELD.fieldApiName]: this.company
        };
    }

    handleChange(event) {
        this[event.target.name] = event.target.value;
    }

    /** Saves duplicates too: visitors cannot choose a lead anyway. */
    async handleQuickSave() {
        await createRecord({
            apiName: LEAD_OBJECT.objectApiName,
            fields: this.fields,
            allowSaveOnDuplicate: true
        });
    }

    /** The visitor is thanked, and the refused lead is gone. */
    async handleSave() {
        try {
            await createRecord({ apiName: LEAD_OBJECT.objectApiName, fields: this.fields });
        } catch (error) {
            console.error(error);
        }
        this.message = 'Thank you!';
    }

    /** A visitor who is a lead already is told so. */
    async handleSaveOnce() {
        try {
            await createRecord({ apiName: LEAD_OBJECT.objectApiName, fields: this.fields });
        } catch (error) {
            const refused = error.body?.output?.errors?.some(
                ({ errorCode }) => errorCode === 'DUPLICATES_DETECTED'
            );
            this.message = refused ? 'We know you already. Welcome back!' : error.body?.message;
        }
    }
}
