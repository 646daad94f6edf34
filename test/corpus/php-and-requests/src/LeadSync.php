<?php
// form: Guzzle

namespace Example\Crm;

use GuzzleHttp\Client;
use GuzzleHttp\Exception\ClientException;
use Psr\Log\LoggerInterface;

class LeadSync
{
    private Client $client;
    private Client $allowing;

    public function __construct(string $instance, private LoggerInterface $logger)
    {
        $base = rtrim($instance, '/') . '/services/data/v60.0/';
        $this->client = new Client(['base_uri' => $base]);
        $this->allowing = new Client([
            'base_uri' => $base,
            // option expect: allow-save-bypass/warning
            'headers' => ['Sforce-Duplicate-Rule-Header' => 'allowSave=true'],
        ]);
    }

    public function thrown(array $row): string
    {
        $answer = $this->client->post('sobjects/Lead', ['json' => ['LastName' => $row['name'], 'Email' => $row['email']]]); // save: Lead expect: missing-duplicate-rule-header/warning
        return json_decode($answer->getBody(), true)['id'];
    }

    public function logged(array $row): void
    {
        try {
            $this->client->post('sobjects/Lead', ['json' => ['LastName' => $row['name'], 'Email' => $row['email']]]); // save: Lead expect: unhandled-duplicates/warning
        } catch (ClientException $e) {
            $this->logger->error('Lead not saved', ['exception' => $e]);
        }
    }

    public function toldApart(array $row): ?string
    {
        try {
            $answer = $this->client->post('sobjects/Lead', ['json' => ['LastName' => $row['name'], 'Email' => $row['email']]]); // save: Lead expect: none
            return json_decode($answer->getBody(), true)['id'];
        } catch (ClientException $e) {
            $errors = json_decode($e->getResponse()->getBody(), true);
            if ($errors[0]['errorCode'] === 'DUPLICATES_DETECTED') {
                return $errors[0]['duplicateResult']['matchResults'][0]['matchRecords'][0]['record']['Id'];
            }
            throw $e;
        }
    }

    public function rethrown(array $row): void
    {
        try {
            $this->client->request('POST', 'sobjects/Donor__c', ['json' => ['Key__c' => $row['key']]]); // save: Donor__c expect: missing-duplicate-rule-header/information
        } catch (ClientException $e) {
            throw new \RuntimeException('Donor not saved', 0, $e);
        }
    }

    public function allowed(array $row): void
    {
        $this->allowing->post('sobjects/Lead', ['json' => ['LastName' => $row['name'], 'Email' => $row['email']]]); // save: Lead expect: none
    }

    public function corrected(string $id, string $email): void
    {
        // The rule of Lead only reports updates.
        $this->client->patch("sobjects/Lead/$id", ['json' => ['Email' => $email]]); // save: Lead expect: none
    }

    public function byKey(array $row): void
    {
        $this->client->patch("sobjects/Contact/Ext__c/{$row['id']}", ['json' => ['LastName' => $row['name'], 'Email' => $row['email']]]); // save: Contact expect: external-id-upsert-duplicates/warning
    }

    public function named(string $name): void
    {
        // The rule of Account reports and refuses nothing.
        $this->client->post('sobjects/Account', ['json' => ['Name' => $name]]); // save: Account expect: none
    }
}
