/**
 * Imported before anything of @salesforce/core: no log files, no telemetry, no update checks. esbuild.mjs sets
 * the variables that are read while the libraries load.
 */
Object.assign(process.env, {
  SF_DISABLE_LOG_FILE: 'true',
  SF_DISABLE_TELEMETRY: 'true',
  SF_SKIP_NEW_VERSION_CHECK: 'true',
});

export {};
