/** Root e-mail address of an account after the organization's template. */
export function emailOf(
  organization: { readonly email: string; readonly name: string },
  account: string,
): string {
  return organization.email
    .replaceAll("{account}", account)
    .replaceAll("{organization}", organization.name);
}
