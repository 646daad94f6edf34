// form: lwc createRecord, lwc updateRecord
import { LightningElement, api } from 'lwc';
import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import LEAD_OBJECT from '@salesforce/schema/Lead';
import EMAIL_FIELD from '@salesforce/schema/Lead.Email';
import COMPANY_FIELD from '@salesforce/schema/Lead.Company';

export default class LeadForm extends LightningElement {
  @api recordId;
  email = '';

  handleSave() {
    const fields = {};
    fields[EMAIL_FIELD.fieldApiName] = this.email;
    fields[COMPANY_FIELD.fieldApiName] = 'Web';
    createRecord({ apiName: LEAD_OBJECT.objectApiName, fields }) // save: Lead expect: none
      .then((record) => {
        this.recordId = record.id;
      })
      .catch((error) => {
        this.dispatchEvent(new ShowToastEvent({ title: 'Not saved', message: error.body.message, variant: 'error' }));
      });
  }

  async handleQuietSave() {
    try {
      await createRecord({ apiName: 'Lead', fields: { LastName: 'x', Email: this.email } }); // save: Lead expect: unhandled-duplicates/warning
    } catch (error) {
      console.error(error);
    }
  }

  async handleAllow() {
    const record = await createRecord({ // save: Lead expect: none
      apiName: 'Lead',
      allowSaveOnDuplicate: true, // option expect: allow-save-bypass/warning
      fields: { LastName: 'x', Email: this.email },
    });
    this.recordId = record.id;
  }

  async handleUpdate() {
    await updateRecord({ fields: { Id: this.recordId, Email: this.email } }); // save: SObject expect: none
  }
}
