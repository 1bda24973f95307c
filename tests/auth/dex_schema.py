"""What Dex v2.39.1 reads in config.yaml: every documented field that this library may write.

Fields are those of its documentation (dexidp.io/docs) and of its own configuration types. Dex
itself passes over what it does not know; here that is an error.
"""

from typing import Any, Final

import jsonschema_rs

Schema = dict[str, Any]

TEXT: Final = {"type": "string", "minLength": 1}
TRUTH: Final = {"type": "boolean"}
TEXTS: Final = {"type": "array", "items": TEXT, "minItems": 1}
DURATION: Final = {"type": "string", "pattern": r"^([0-9]+(h|m|s))+$"}
VARIABLE: Final = {"type": "string", "pattern": "^[A-Z][A-Z0-9_]*$"}
# Expanded by Dex: a secret never stands in the file.
REFERENCE: Final = {"type": "string", "pattern": r"^\$[A-Z][A-Z0-9_]*$"}
BASE64: Final = {"type": "string", "pattern": "^[A-Za-z0-9+/]+=*$"}
CALLBACK: Final = {"type": "string", "pattern": "^https?://[^/]+/dex/callback$"}


def struct(required: str = "", **fields: Schema) -> Schema:
    """Return the schema of an object that has these fields and no others."""
    return {
        "type": "object",
        "properties": fields,
        "required": required.split(),
        "additionalProperties": False,
    }


OAUTH: Final = {"clientID": TEXT, "clientSecret": REFERENCE, "redirectURI": CALLBACK}
OAUTH_REQUIRED: Final = "clientID clientSecret redirectURI"

CONNECTORS: Final[dict[str, Schema]] = {
    "oidc": struct(
        f"issuer {OAUTH_REQUIRED}",
        **OAUTH,
        issuer=TEXT,
        scopes=TEXTS,
        rootCAs=TEXTS,
        insecureSkipEmailVerified=TRUTH,
        insecureEnableGroups=TRUTH,
        allowedGroups=TEXTS,
        acrValues=TEXTS,
        insecureSkipVerify=TRUTH,
        getUserInfo=TRUTH,
        userIDKey=TEXT,
        userNameKey=TEXT,
        promptType=TEXT,
        overrideClaimMapping=TRUTH,
        basicAuthUnsupported=TRUTH,
        claimMapping=struct(preferred_username=TEXT, email=TEXT, groups=TEXT),
    ),
    "github": struct(
        OAUTH_REQUIRED,
        **OAUTH,
        orgs={"type": "array", "items": struct("name", name=TEXT, teams=TEXTS)},
        hostName=TEXT,
        rootCA=TEXT,
        teamNameField={"enum": ["name", "slug", "both"]},
        loadAllGroups=TRUTH,
        useLoginAsID=TRUTH,
        preferredEmailDomain=TEXT,
    ),
    "google": struct(
        OAUTH_REQUIRED,
        **OAUTH,
        scopes=TEXTS,
        hostedDomains=TEXTS,
        groups=TEXTS,
        serviceAccountFilePath=TEXT,
        domainToAdminEmail={"type": "object", "additionalProperties": TEXT},
        fetchTransitiveGroupMembership=TRUTH,
    ),
    "microsoft": struct(
        f"{OAUTH_REQUIRED} tenant",
        **OAUTH,
        tenant=TEXT,
        onlySecurityGroups=TRUTH,
        groups=TEXTS,
        groupNameFormat={"enum": ["id", "name"]},
        useGroupsAsWhitelist=TRUTH,
        emailToLowercase=TRUTH,
        promptType=TEXT,
        domainHint=TEXT,
        scopes=TEXTS,
    ),
    "ldap": struct(
        "host bindDN bindPW userSearch",
        host=TEXT,
        insecureNoSSL=TRUTH,
        insecureSkipVerify=TRUTH,
        startTLS=TRUTH,
        rootCA=TEXT,
        rootCAData=BASE64,
        clientCert=TEXT,
        clientKey=TEXT,
        bindDN=TEXT,
        bindPW=REFERENCE,
        usernamePrompt=TEXT,
        userSearch=struct(
            "baseDN username idAttr emailAttr",
            baseDN=TEXT,
            filter=TEXT,
            username=TEXT,
            scope={"enum": ["sub", "one"]},
            idAttr=TEXT,
            emailAttr=TEXT,
            nameAttr=TEXT,
            preferredUsernameAttr=TEXT,
            emailSuffix=TEXT,
        ),
        groupSearch=struct(
            "baseDN nameAttr userMatchers",
            baseDN=TEXT,
            filter=TEXT,
            scope={"enum": ["sub", "one"]},
            userMatchers={
                "type": "array",
                "items": struct("userAttr groupAttr", userAttr=TEXT, groupAttr=TEXT),
            },
            nameAttr=TEXT,
        ),
    ),
    "saml": struct(
        "ssoURL caData redirectURI usernameAttr emailAttr",
        ssoURL=TEXT,
        ca=TEXT,
        caData=BASE64,
        redirectURI=CALLBACK,
        entityIssuer=TEXT,
        ssoIssuer=TEXT,
        insecureSkipSignatureValidation=TRUTH,
        usernameAttr=TEXT,
        emailAttr=TEXT,
        groupsAttr=TEXT,
        groupsDelim=TEXT,
        allowedGroups=TEXTS,
        filterGroups=TRUTH,
        nameIDPolicyFormat=TEXT,
    ),
}

USER: Final = {
    **struct(
        "email username userID",
        email=TEXT,
        username=TEXT,
        userID=TEXT,
        hash={"type": "string", "pattern": r"^\$2[abxy]\$"},
        hashFromEnv=VARIABLE,
    ),
    "oneOf": [{"required": ["hash"]}, {"required": ["hashFromEnv"]}],
}

CLIENT: Final = {
    **struct(
        "name redirectURIs",
        id=TEXT,
        idEnv=VARIABLE,
        name=TEXT,
        redirectURIs=TEXTS,
        secretEnv=VARIABLE,
        public={"const": True},
        trustedPeers=TEXTS,
        logoURL=TEXT,
    ),
    "allOf": [
        {"oneOf": [{"required": ["id"]}, {"required": ["idEnv"]}]},
        {"oneOf": [{"required": ["secretEnv"]}, {"required": ["public"]}]},
    ],
}

CONNECTOR: Final = {
    "oneOf": [
        struct("type id name config", type={"const": kind}, id=TEXT, name=TEXT, config=config)
        for kind, config in CONNECTORS.items()
    ]
}

CONFIG: Final = struct(
    "issuer storage web staticClients",
    issuer={"type": "string", "pattern": "^https?://.+/dex$"},
    storage=struct(
        "type config",
        type={"const": "kubernetes"},
        config=struct("inCluster", inCluster={"const": True}),
    ),
    web=struct("http", http={"const": "0.0.0.0:5556"}),
    logger=struct(
        level={"enum": ["debug", "info", "error"]}, format={"enum": ["text", "json"]}
    ),
    oauth2=struct(
        skipApprovalScreen=TRUTH,
        alwaysShowLoginScreen=TRUTH,
        responseTypes=TEXTS,
        grantTypes=TEXTS,
        passwordConnector=TEXT,
    ),
    expiry=struct(
        idTokens=DURATION,
        signingKeys=DURATION,
        authRequests=DURATION,
        deviceRequests=DURATION,
        refreshTokens=struct(
            disableRotation=TRUTH,
            reuseInterval=DURATION,
            validIfNotUsedFor=DURATION,
            absoluteLifetime=DURATION,
        ),
    ),
    enablePasswordDB=TRUTH,
    staticPasswords={"type": "array", "items": USER, "minItems": 1},
    connectors={"type": "array", "items": CONNECTOR, "minItems": 1},
    staticClients={"type": "array", "items": CLIENT, "minItems": 1},
)


def problems(config: object) -> list[str]:
    """Return a sentence for each thing that Dex would not understand."""
    return [error.message for error in jsonschema_rs.validator_for(CONFIG).iter_errors(config)]
