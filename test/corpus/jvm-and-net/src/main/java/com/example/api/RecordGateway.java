package com.example.api;

/** Sends records to Salesforce. */
public interface RecordGateway {
  String send(String name, Object record);
}
