package com.example.api;

public class Paths {
  public static final String BASE = "https://example.my.salesforce.com/services/data/v60.0/sobjects/";
}
