"""What the AWS command line's own parser makes of the file that its argument names, as JSON, and by
which method it would come by the credentials of each profile: sources are followed, nothing is called.
"""

import json
import sys

from awscli.botocore.session import Session


def session_of(profile=None):
    session = Session(profile=profile)
    session.set_config_variable("config_file", sys.argv[1])
    session.set_config_variable("credentials_file", sys.argv[2])
    return session


def method_of(profile):
    credentials = session_of(profile).get_credentials()
    return credentials and credentials.method


everyone = session_of()
config = everyone.full_config
names = [name for name in everyone.available_profiles if name in config["profiles"]]
json.dump(
    {
        "profiles": {name: config["profiles"][name] for name in names},
        "methods": {name: method_of(name) for name in names},
        "sessions": config.get("sso_sessions", {}),
    },
    sys.stdout,
)
