/** An identity provider's metadata as providers export it, with some of its parts replaced. */
export function metadata(...edits: readonly (readonly [string, string])[]): string {
  return edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the metadata has no ${from}`);
    return text.replace(from, to);
  }, METADATA);
}

/** Looks like a certificate; nothing checks whose. */
const CERTIFICATE = `MIIDazCCAlOgAwIBAgIU${"Qm9vbSBCb29t".repeat(60)}`;

const METADATA = `<?xml version="1.0" encoding="UTF-8"?>
<!-- made by the identity provider -->
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"
    entityID="https://login.acme.example/saml?a=1&amp;b=2">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false"
      protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
        <ds:X509Data>
          <ds:X509Certificate>
            ${CERTIFICATE}
          </ds:X509Certificate>
        </ds:X509Data>
      </ds:KeyInfo>
    </md:KeyDescriptor>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
        Location="https://login.acme.example/sso"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>
`;
