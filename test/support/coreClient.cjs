/**
 * What @salesforce/core sees of an org by the auth files of this process's home: prints JSON.
 * Arguments: the project's folder.
 */
const { AuthInfo, ConfigAggregator, Connection, StateAggregator } = require('@salesforce/core');

async function main() {
  const projectPath = process.argv[2];
  const config = await ConfigAggregator.create({ projectPath });
  const target = config.getPropertyValue('target-org');
  const aliases = (await StateAggregator.getInstance()).aliases;
  const username = aliases.resolveUsername(target);
  const connection = await Connection.create({ authInfo: await AuthInfo.create({ username }) });
  const { records } = await connection.query("SELECT Name FROM Lead WHERE LastName = 'Byron' ORDER BY Name");
  const rules = await connection.metadata.list({ type: 'DuplicateRule' });
  const listed = await AuthInfo.listAllAuthorizations();
  console.log(
    JSON.stringify({
      target,
      username,
      version: connection.version,
      identity: (await connection.request('/services/oauth2/userinfo')).preferred_username,
      names: records.map(({ Name }) => Name),
      rules: rules.map(({ fullName }) => fullName),
      listed: listed.map((org) => [org.username, org.aliases, org.orgId]),
    }),
  );
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
