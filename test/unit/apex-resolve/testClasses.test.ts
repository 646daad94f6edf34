import { describe, expect, it } from 'vitest';
import { isTestClassText } from '../../../server/src/core/saves/apex/testClass.ts';
import { sitesOf } from '../../support/apexSites.ts';

it.each<[string, boolean]>([
  ['@IsTest class LeadServiceCheck', true],
  ['class ERR_Handler_TEST', true],
  ['class TestDataFactory', true],
  ['class LAD_TestDataFactory', true],
  ['class TEST_Utils', true],
  ['class TestUtility', true],
  ['class SurveyTestingUtil', true],
  ['class AccountTestHelper', true],
  ['class AccountTestData', true],
  ['class CreateViewTestDataCTRL', false],
  ['class TestDataGeneratorService', false],
  ['class TestDriveController', false],
  ['class LatestDataService', false],
  ['class ContestFactory', false],
  ['class LabTest', false],
  ['class DataTester', false],
])('%s is code for tests: %s', (declaration, isTest) => {
  const code = `${declaration} { void m() { insert new Lead(); } }`;
  expect(sitesOf([code]).length).toBe(isTest ? 0 : 1);
  expect(sitesOf([code], { includeTests: true })).toHaveLength(1);
});

describe('the text of a test class', () => {
  it.each<[string, boolean]>([
    ['@IsTest private class A {}', true],
    ['/* c */ // d\n@isTest(SeeAllData=true)\npublic class A {}', true],
    ["@SuppressWarnings('PMD')\n@ISTEST\nclass A {}", true],
    ['@TestVisible private class A {}', false],
    ['public class A { @IsTest static void f() {} }', false],
    ['/* @IsTest */ public class A {}', false],
    ['', false],
    ['@', false],
  ])('%j', (text, expected) => {
    expect(isTestClassText(text)).toBe(expected);
  });
});
