// form: java.net.http, RestTemplate
package com.example.crm;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestTemplate;

public class RestSync {
    private final HttpClient client = HttpClient.newHttpClient();
    private final RestTemplate rest = new RestTemplate();
    private final String base;
    private final String token;

    public RestSync(String instanceUrl, String token) {
        this.base = instanceUrl + "/services/data/v60.0";
        this.token = token;
    }

    public void unread(String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder()
            .uri(URI.create(base + "/sobjects/Lead"))
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
        client.send(request, HttpResponse.BodyHandlers.ofString()); // save: Lead expect: unhandled-duplicates/warning
    }

    public String checked(String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder()
            .uri(URI.create(base + "/sobjects/Contact"))
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString()); // save: Contact expect: missing-duplicate-rule-header/information
        if (response.statusCode() != 201) {
            throw new IllegalStateException(response.body());
        }
        return response.body();
    }

    public String allowed(String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder()
            .uri(URI.create(base + "/sobjects/Lead"))
            .header("Sforce-Duplicate-Rule-Header", "allowSave=true") // option expect: allow-save-bypass/warning
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body(); // save: Lead expect: none
    }

    public String template(Object lead) {
        HttpHeaders headers = new HttpHeaders();
        headers.setBearerAuth(token);
        ResponseEntity<String> response = rest.postForEntity(base + "/sobjects/Lead", new HttpEntity<>(lead, headers), String.class); // save: Lead expect: missing-duplicate-rule-header/warning
        return response.getBody();
    }

    public String templateOfTask(Object task) {
        return rest.postForObject(base + "/sobjects/Task", task, String.class); // save: Task expect: none
    }
}
