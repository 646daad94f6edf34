/** Bitbucket reads neither SARIF nor JSON of ours: the log tells the findings. docs/ci.md holds the same. */
export const bitbucket = `# Checks the duplicate rules and the code that saves; the log of a pull request tells new findings.
image: node:22
clone:
  depth: full
pipelines:
  pull-requests:
    '**':
      - step:
          name: Duplicate rules
          script:
            # To be provided: "npm ci && npm run pack:cli" in a clone of the repository of Duplicate Rules writes this
            # file; commit it in tools/. Once a version is published: npm install --global duplicate-rules@VERSION
            - npm install --global ./tools/duplicate-rules-*.tgz
            - git fetch origin "+refs/heads/$BITBUCKET_PR_DESTINATION_BRANCH:refs/remotes/origin/$BITBUCKET_PR_DESTINATION_BRANCH"
            - duplicate-rules check --since "origin/$BITBUCKET_PR_DESTINATION_BRANCH"
`;
