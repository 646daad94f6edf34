// form: class held by its interface, constants of another package, conversion of leads
package com.example.web;

import com.example.api.Paths;
import com.example.api.RecordGateway;
import com.sforce.soap.partner.LeadConvert;
import com.sforce.soap.partner.LeadConvertResult;
import com.sforce.soap.partner.PartnerConnection;
import java.util.Map;
import org.springframework.web.client.RestTemplate;

public class Enrolment {
  private final RecordGateway gateway;

  public Enrolment(RecordGateway gateway) {
    this.gateway = gateway;
  }

  public void lead(String email) {
    gateway.send("Lead", Map.of("LastName", "x", "Company", "y", "Email", email)); // save: Lead expect: missing-duplicate-rule-header/warning
  }

  public void task(String subject) {
    gateway.send("Task", Map.of("Subject", subject)); // save: Task expect: none
  }

  public void convert(PartnerConnection connection, String lead) throws Exception {
    LeadConvert conversion = new LeadConvert();
    conversion.setLeadId(lead);
    conversion.setAccountId("001000000000001");
    LeadConvertResult[] results = connection.convertLead(new LeadConvert[] { conversion }); // save: Contact expect: unhandled-duplicates/information
    System.out.println(results.length);
  }
}

class SpringGateway implements RecordGateway {
  private final RestTemplate rest = new RestTemplate();

  public String send(String name, Object record) {
    return rest.postForObject(Paths.BASE + name, record, String.class); // save: SObject expect: none
  }
}
