/** Names that integrations are given, in the languages that were met; products that only integrate. */
export const integrationWords =
  /integra[tçc]|integrazione|\bapi\b|api.?only|\bm2m\b|middleware|\bdata.?loader|mulesoft|anypoint|boomi|informatica|jitterbit|talend|workato|celigo|zapier|odaseva|ownbackup|kafka|\betl\b|service.?account/i;
