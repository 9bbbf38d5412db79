import {
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateServiceSpecificCredentialCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  UploadSigningCertificateCommand,
  UploadSSHPublicKeyCommand,
  type IAMClient,
} from "@aws-sdk/client-iam";

/** A certificate of nobody, whose key was thrown away. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIDBzCCAe+gAwIBAgIUKemRgjSb9RQGA3hyg1P8RR0L5NIwDQYJKoZIhvcNAQEL
BQAwEjEQMA4GA1UEAwwHZXhhbXBsZTAgFw0yNjExMjExNDM5NDdaGA8yMTI2MTAy
ODE0Mzk0N1owEjEQMA4GA1UEAwwHZXhhbXBsZTCCASIwDQYJKoZIhvcNAQEBBQAD
ggEPADCCAQoCggEBANChmQDnm/ANuEcqaUv1CrB+rVp0K4L+mSWHSDS831abhuTG
d6HJJ9g5WO6SkuNfuEAzkKxzo+jDjbGLkBISEudFxzUfJBKs7pvo7Qtcvs9la+NQ
Fi2hw7yCgNfyHGWaCSzxpyy6L0lwXpqqIaLggWDaKkEoA8OMkv314ROJ8bsn9Nzu
Ihfq5fjpDRjD8fxruDE4t070wAwooBlOt201FIy0/oe0VnZSJeWc1TQd7uzSp8sm
zrptMMFQIc3cZqI32aFTA6oKhJil8ZMArRrMNEkIn1zPaTJac4Qec6cxJSWkDSQ4
pUmkI3rJ/niDfHy30BtC0vjXhJuStwFNSa4tCmcCAwEAAaNTMFEwHQYDVR0OBBYE
FMz/bveYXAE7j2o41pPrB3xtjiGaMB8GA1UdIwQYMBaAFMz/bveYXAE7j2o41pPr
B3xtjiGaMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADggEBAG+sT2Q/
WN/yLBTuhX0e6N9uG/slM9LlnXRwsM9I0FDeZoX0AnY4d8AC6Ev5ye6RO3ZgJYpT
zYZRnE1fvzlnlPsj1wv2YbRV8+US8mlIBwzGds89MKaIeKM7wdwvrpkFUbhQrI04
TkW632lInHgW+H9bFv5qVnhxl+wJ57DjP0NBTAlQO5cjJyXUOl4neTXxnXGEBHZd
l+PWJnJaPJCV6Qc1dP7+vYIbIEU4HP6+ICjg0TCVY2DL7ATlCQ/fi2bCgsMBOTVj
tBi8k79hlLAP63UARyzkndvuHe99gfsJyfpVbRu0hQYqA8GjtvGIQta3GhhfrLGB
KJrT67e1u3dJ2TA=
-----END CERTIFICATE-----`;

/** Gives somebody a device, which moto enrols with any codes. */
export async function giveDevice(iam: IAMClient, UserName: string): Promise<string> {
  const serial = await makeDevice(iam, UserName);
  const codes = { AuthenticationCode1: "123456", AuthenticationCode2: "654321" };
  await iam.send(new EnableMFADeviceCommand({ UserName, SerialNumber: serial, ...codes }));
  return serial;
}

/** A device that nobody has yet. */
export async function makeDevice(iam: IAMClient, name: string): Promise<string> {
  const request = new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name });
  return (await iam.send(request)).VirtualMFADevice?.SerialNumber ?? "";
}

export async function giveKey(iam: IAMClient, UserName: string): Promise<string> {
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return AccessKey?.AccessKeyId ?? "";
}

export async function givePassword(iam: IAMClient, UserName: string): Promise<void> {
  const Password = "what-the-person-chose-2";
  await iam.send(new CreateLoginProfileCommand({ UserName, Password }));
}

/** Gives somebody one of everything that there is to sign in with, and two keys. */
export async function giveEverything(iam: IAMClient, UserName: string): Promise<void> {
  await givePassword(iam, UserName);
  await giveKey(iam, UserName);
  await giveKey(iam, UserName);
  await giveDevice(iam, UserName);
  await iam.send(new UploadSigningCertificateCommand({ UserName, CertificateBody: CERTIFICATE }));
  const SSHPublicKeyBody = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC7 nobody";
  await iam.send(new UploadSSHPublicKeyCommand({ UserName, SSHPublicKeyBody }));
  const ServiceName = "codecommit.amazonaws.com";
  await iam.send(new CreateServiceSpecificCredentialCommand({ UserName, ServiceName }));
}
