/**
 * What AWS has, by name, as far as the project's data knows: it can be older than AWS. Rules ask
 * only for what a stack names, so that nothing is read for a stack without levels of its own.
 */
export interface AwsNames {
  /** All AWS managed policies, by their names below `policy/`. */
  managedPolicies(): readonly string[];
  /** Has the project the document of an AWS managed policy? */
  hasDocument(managedPolicy: string): boolean;
  /** Prefixes of all services. */
  services(): readonly string[];
  /** Actions of a service by its prefix, in any case: `GetObject`. None if it is unknown. */
  actions(service: string): readonly string[];
  /** Prefixes of the services whose resources resource control policies bind. */
  rcpServices(): readonly string[];
}
