/** docs/ci.md explains it, and shorter ways for a published version. */
export const workflow = `# Checks the duplicate rules and the code that saves, and shows what it finds in code scanning.
name: Duplicate rules
on:
  push:
    branches: [main]
  pull_request:
jobs:
  check:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      security-events: write
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with:
          node-version: 22
      # To be provided: "npm ci && npm run pack:cli" in a clone of the repository of Duplicate Rules writes this file;
      # commit it in tools/. Once a version is published: npm install --global duplicate-rules@VERSION
      - run: npm install --global ./tools/duplicate-rules-*.tgz
      - run: duplicate-rules check --format sarif --fail-on never > duplicate-rules.sarif
      - uses: github/codeql-action/upload-sarif@v4
        with:
          sarif_file: duplicate-rules.sarif
          category: duplicate-rules
`;
