import { parameter, roleResource, type StampedRole, type StampTemplate } from "./stamp-template";

/**
 * Template of roles by which AWS's services work in an account. They have a StackSet of their own, in
 * one region, since roles are global and what uses them, in every region, needs them to be there.
 */
export function serviceRolesTemplate(roles: readonly StampedRole[]): StampTemplate {
  const used = new Set<string>();
  const Resources = Object.fromEntries(
    roles.map((role) => [logicalId(role.name), roleResource(role, null, used)]),
  );
  const parameters = [...used].sort();
  const template = {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "Roles by which AWS's services work in the account",
    ...(parameters.length > 0
      ? { Parameters: Object.fromEntries(parameters.map((name) => [name, parameter(name)])) }
      : {}),
    Resources,
  };
  return { body: JSON.stringify(template), parameters };
}

const logicalId = (name: string): string => `Role${name.replaceAll("-", "Dash")}`;
