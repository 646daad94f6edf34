/** As in docs/cli.md, where it is explained. */
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
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      # The command line is packed by "npm run pack:cli" in the repository of Duplicate Rules; put the file into tools.
      - run: npm install --global ./tools/duplicate-rules-*.tgz
      - run: duplicate-rules check --format sarif --fail-on never > duplicate-rules.sarif
      - uses: github/codeql-action/upload-sarif@v3
        with:
          sarif_file: duplicate-rules.sarif
          category: duplicate-rules
`;
