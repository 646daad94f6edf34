/** The extension SARIF SAST Scans Tab shows an artifact of this name. docs/ci.md holds the same. */
export const azure = `# Checks the duplicate rules and the code that saves, and keeps what it finds as SARIF.
trigger:
  - main
pool:
  vmImage: ubuntu-latest
steps:
  - checkout: self
    fetchDepth: 0
  - task: NodeTool@0
    inputs:
      versionSpec: 22.x
  # To be provided: "npm ci && npm run pack:cli" in a clone of the repository of Duplicate Rules writes this file;
  # commit it in tools/. Once a version is published: npm install --global duplicate-rules@VERSION
  - script: npm install --global ./tools/duplicate-rules-*.tgz
  - script: duplicate-rules check --format sarif > $(Build.ArtifactStagingDirectory)/duplicate-rules.sarif
  - publish: $(Build.ArtifactStagingDirectory)/duplicate-rules.sarif
    artifact: CodeAnalysisLogs
    condition: always()
`;
