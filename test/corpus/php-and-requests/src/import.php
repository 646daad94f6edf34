<?php
// form: curl, Laravel, Forrest

use Illuminate\Support\Facades\Http;
use Illuminate\Support\Facades\Log;
use Omniphx\Forrest\Providers\Laravel\Facades\Forrest;

const API = '/services/data/v60.0';

function send_lead(string $instance, string $token, array $lead): string
{
    $curl = curl_init($instance . API . '/sobjects/Lead');
    curl_setopt($curl, CURLOPT_RETURNTRANSFER, true);
    curl_setopt($curl, CURLOPT_HTTPHEADER, ["Authorization: Bearer $token", 'Content-Type: application/json']);
    curl_setopt($curl, CURLOPT_POSTFIELDS, json_encode(['LastName' => $lead['name'], 'Email' => $lead['email']]));
    $response = curl_exec($curl); // save: Lead expect: missing-duplicate-rule-header/information
    $status = curl_getinfo($curl, CURLINFO_HTTP_CODE);
    curl_close($curl);
    if ($status !== 201) {
        throw new RuntimeException("Lead not saved: $response");
    }
    return json_decode($response, true)['id'];
}

function send_donor(string $instance, string $token, string $key): void
{
    $curl = curl_init();
    curl_setopt_array($curl, [
        CURLOPT_URL => "$instance/services/data/v60.0/sobjects/Donor__c",
        CURLOPT_CUSTOMREQUEST => 'POST',
        // duplicate-rules: allow-save-bypass -- the office merges donors by hand
        CURLOPT_HTTPHEADER => ['Sforce-Duplicate-Rule-Header: allowSave=true', "Authorization: Bearer $token"],
        CURLOPT_POSTFIELDS => json_encode(['Key__c' => $key]),
    ]);
    curl_exec($curl); // save: Donor__c expect: none
    curl_close($curl);
}

function forget_lead(string $instance, array $lead): void
{
    $curl = curl_init("$instance/services/data/v60.0/sobjects/Lead");
    curl_setopt($curl, CURLOPT_POSTFIELDS, json_encode(['LastName' => $lead['name'], 'Email' => $lead['email']]));
    curl_exec($curl); // save: Lead expect: unhandled-duplicates/warning
    curl_close($curl);
}

function sign_up(string $instance, string $token, array $lead): bool
{
    $response = Http::withToken($token)->post("$instance/services/data/v60.0/sobjects/Lead", ['LastName' => $lead['name'], 'Email' => $lead['email']]); // save: Lead expect: unhandled-duplicates/warning
    if ($response->failed()) {
        Log::warning('Lead not saved: ' . $response->body());
    }
    return true;
}

function sign_up_contact(string $instance, string $token, array $contact): void
{
    Http::withToken($token)
        ->withHeaders(['Sforce-Duplicate-Rule-Header' => 'allowSave=true']) // option expect: ineffective-duplicate-header/warning
        ->post("$instance/services/data/v60.0/sobjects/Contact", ['LastName' => $contact['name'], 'Email' => $contact['email']]) // save: Contact expect: none
        ->throw();
}

function store(array $lead): array
{
    return Forrest::sobjects('Lead', ['method' => 'post', 'body' => ['LastName' => $lead['name'], 'Email' => $lead['email']]]); // save: Lead expect: missing-duplicate-rule-header/warning
}

function leads_of_another_crm(string $url, array $lead): void
{
    Http::post("$url/api/leads", ['name' => $lead['name'], 'source' => 'salesforce']);
}
