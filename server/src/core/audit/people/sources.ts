import { sources } from '../../outcome/sources.ts';

/** What the statements about people rest on. */
export const peopleSources = {
  rulePermissions: 'Salesforce Help, Customize Duplicate Management (user permissions needed)',
  metadataAccess: 'Metadata API Developer Guide, Metadata API Edit Access',
  integrationUsers: 'Salesforce Help, Give Integration Users API Only Access',
  profiles: 'Metadata API Developer Guide, Profile',
  muting: 'Metadata API Developer Guide, MutingPermissionSet',
  rules: sources.MetaDup,
  userConditions: sources.UserConditions,
  sharing: sources.SharingReport,
} as const;
