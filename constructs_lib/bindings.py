"""The custom resources this library writes, under names one can type.

A kind keeps its name; where two share one, it says whose it is: `GatewayApiGateway`,
`IstioGateway`. A struct leaves out the `Spec` in its middle, and one of a list is named in the
singular: `HttpRouteSpecRules` is `HttpRouteRule`. The rest is in `constructs_lib.imports`.
"""

from .imports.kfl_argocd.io import argoproj
from .imports.kfl_gateway.io.k8s.networking import gateway
from .imports.kfl_istio.io.istio import networking, security

Application = argoproj.Application
ApplicationSpec = argoproj.ApplicationSpec
ApplicationDestination = argoproj.ApplicationSpecDestination
ApplicationIgnoreDifference = argoproj.ApplicationSpecIgnoreDifferences
ApplicationInfo = argoproj.ApplicationSpecInfo
ApplicationSource = argoproj.ApplicationSpecSource
ApplicationDirectory = argoproj.ApplicationSpecSourceDirectory
ApplicationHelm = argoproj.ApplicationSpecSourceHelm
ApplicationHelmParameter = argoproj.ApplicationSpecSourceHelmParameters
ApplicationKustomize = argoproj.ApplicationSpecSourceKustomize
ApplicationKustomizePatch = argoproj.ApplicationSpecSourceKustomizePatches
ApplicationKustomizePatchTarget = argoproj.ApplicationSpecSourceKustomizePatchesTarget
ApplicationSyncPolicy = argoproj.ApplicationSpecSyncPolicy
ApplicationAutomatedSync = argoproj.ApplicationSpecSyncPolicyAutomated
ApplicationNamespaceMetadata = argoproj.ApplicationSpecSyncPolicyManagedNamespaceMetadata
ApplicationRetry = argoproj.ApplicationSpecSyncPolicyRetry
ApplicationRetryBackoff = argoproj.ApplicationSpecSyncPolicyRetryBackoff

AppProject = argoproj.AppProject
AppProjectSpec = argoproj.AppProjectSpec
AppProjectDeniedClusterResource = argoproj.AppProjectSpecClusterResourceBlacklist
AppProjectClusterResource = argoproj.AppProjectSpecClusterResourceWhitelist
AppProjectDestination = argoproj.AppProjectSpecDestinations
AppProjectDeniedNamespaceResource = argoproj.AppProjectSpecNamespaceResourceBlacklist
AppProjectNamespaceResource = argoproj.AppProjectSpecNamespaceResourceWhitelist
AppProjectOrphanedResources = argoproj.AppProjectSpecOrphanedResources
AppProjectOrphanedResourcesIgnore = argoproj.AppProjectSpecOrphanedResourcesIgnore
AppProjectRole = argoproj.AppProjectSpecRoles
AppProjectSyncWindow = argoproj.AppProjectSpecSyncWindows

GatewayApiGateway = gateway.Gateway
GatewayApiGatewaySpec = gateway.GatewaySpec
GatewayApiInfrastructure = gateway.GatewaySpecInfrastructure
GatewayApiParameters = gateway.GatewaySpecInfrastructureParametersRef
GatewayApiListener = gateway.GatewaySpecListeners
GatewayApiAllowedRoutes = gateway.GatewaySpecListenersAllowedRoutes
GatewayApiRouteNamespaces = gateway.GatewaySpecListenersAllowedRoutesNamespaces
GatewayApiRouteNamespacesFrom = gateway.GatewaySpecListenersAllowedRoutesNamespacesFrom
GatewayApiRouteNamespacesSelector = gateway.GatewaySpecListenersAllowedRoutesNamespacesSelector
GatewayApiRouteNamespacesExpression = (
    gateway.GatewaySpecListenersAllowedRoutesNamespacesSelectorMatchExpressions
)
GatewayApiTls = gateway.GatewaySpecListenersTls
GatewayApiCertificateRef = gateway.GatewaySpecListenersTlsCertificateRefs
GatewayApiTlsMode = gateway.GatewaySpecListenersTlsMode

HttpRoute = gateway.HttpRoute
HttpRouteSpec = gateway.HttpRouteSpec
HttpRouteParentRef = gateway.HttpRouteSpecParentRefs
HttpRouteRule = gateway.HttpRouteSpecRules
HttpRouteBackendRef = gateway.HttpRouteSpecRulesBackendRefs
HttpRouteFilter = gateway.HttpRouteSpecRulesFilters
HttpRouteExtensionRef = gateway.HttpRouteSpecRulesFiltersExtensionRef
HttpRouteRequestHeaders = gateway.HttpRouteSpecRulesFiltersRequestHeaderModifier
HttpRouteRequestHeaderToAdd = gateway.HttpRouteSpecRulesFiltersRequestHeaderModifierAdd
HttpRouteRequestHeaderToSet = gateway.HttpRouteSpecRulesFiltersRequestHeaderModifierSet
HttpRouteRedirect = gateway.HttpRouteSpecRulesFiltersRequestRedirect
HttpRouteRedirectPath = gateway.HttpRouteSpecRulesFiltersRequestRedirectPath
HttpRouteRedirectPathType = gateway.HttpRouteSpecRulesFiltersRequestRedirectPathType
HttpRouteRedirectScheme = gateway.HttpRouteSpecRulesFiltersRequestRedirectScheme
HttpRouteRedirectStatusCode = gateway.HttpRouteSpecRulesFiltersRequestRedirectStatusCode
HttpRouteResponseHeaders = gateway.HttpRouteSpecRulesFiltersResponseHeaderModifier
HttpRouteResponseHeaderToAdd = gateway.HttpRouteSpecRulesFiltersResponseHeaderModifierAdd
HttpRouteResponseHeaderToSet = gateway.HttpRouteSpecRulesFiltersResponseHeaderModifierSet
HttpRouteFilterType = gateway.HttpRouteSpecRulesFiltersType
HttpRouteRewrite = gateway.HttpRouteSpecRulesFiltersUrlRewrite
HttpRouteRewritePath = gateway.HttpRouteSpecRulesFiltersUrlRewritePath
HttpRouteRewritePathType = gateway.HttpRouteSpecRulesFiltersUrlRewritePathType
HttpRouteMatch = gateway.HttpRouteSpecRulesMatches
HttpRouteHeaderMatch = gateway.HttpRouteSpecRulesMatchesHeaders
HttpRouteHeaderMatchType = gateway.HttpRouteSpecRulesMatchesHeadersType
HttpRouteMethod = gateway.HttpRouteSpecRulesMatchesMethod
HttpRoutePathMatch = gateway.HttpRouteSpecRulesMatchesPath
HttpRoutePathMatchType = gateway.HttpRouteSpecRulesMatchesPathType
HttpRouteTimeouts = gateway.HttpRouteSpecRulesTimeouts

ReferenceGrant = gateway.ReferenceGrant
ReferenceGrantSpec = gateway.ReferenceGrantSpec
ReferenceGrantFrom = gateway.ReferenceGrantSpecFrom
ReferenceGrantTo = gateway.ReferenceGrantSpecTo

DestinationRule = networking.DestinationRule
DestinationRuleSpec = networking.DestinationRuleSpec
DestinationRuleTrafficPolicy = networking.DestinationRuleSpecTrafficPolicy
DestinationRulePortSettings = networking.DestinationRuleSpecTrafficPolicyPortLevelSettings
DestinationRulePort = networking.DestinationRuleSpecTrafficPolicyPortLevelSettingsPort
DestinationRulePortTls = networking.DestinationRuleSpecTrafficPolicyPortLevelSettingsTls
DestinationRulePortTlsMode = (
    networking.DestinationRuleSpecTrafficPolicyPortLevelSettingsTlsMode
)
DestinationRuleTls = networking.DestinationRuleSpecTrafficPolicyTls
DestinationRuleTlsMode = networking.DestinationRuleSpecTrafficPolicyTlsMode

IstioGateway = networking.Gateway
IstioGatewaySpec = networking.GatewaySpec
IstioGatewayServer = networking.GatewaySpecServers
IstioGatewayPort = networking.GatewaySpecServersPort
IstioGatewayTls = networking.GatewaySpecServersTls
IstioGatewayTlsMode = networking.GatewaySpecServersTlsMode

VirtualService = networking.VirtualService
VirtualServiceSpec = networking.VirtualServiceSpec
VirtualServiceHttp = networking.VirtualServiceSpecHttp
VirtualServiceHeaders = networking.VirtualServiceSpecHttpHeaders
VirtualServiceRequestHeaders = networking.VirtualServiceSpecHttpHeadersRequest
VirtualServiceResponseHeaders = networking.VirtualServiceSpecHttpHeadersResponse
VirtualServiceMatch = networking.VirtualServiceSpecHttpMatch
VirtualServiceHeaderMatch = networking.VirtualServiceSpecHttpMatchHeaders
VirtualServiceMethodMatch = networking.VirtualServiceSpecHttpMatchMethod
VirtualServiceUriMatch = networking.VirtualServiceSpecHttpMatchUri
VirtualServiceRedirect = networking.VirtualServiceSpecHttpRedirect
VirtualServiceRetries = networking.VirtualServiceSpecHttpRetries
VirtualServiceRewrite = networking.VirtualServiceSpecHttpRewrite
VirtualServiceRoute = networking.VirtualServiceSpecHttpRoute
VirtualServiceDestination = networking.VirtualServiceSpecHttpRouteDestination
VirtualServicePort = networking.VirtualServiceSpecHttpRouteDestinationPort

AuthorizationPolicy = security.AuthorizationPolicy
AuthorizationPolicySpec = security.AuthorizationPolicySpec
AuthorizationPolicyAction = security.AuthorizationPolicySpecAction
AuthorizationPolicyProvider = security.AuthorizationPolicySpecProvider
AuthorizationPolicyRule = security.AuthorizationPolicySpecRules
AuthorizationPolicyFrom = security.AuthorizationPolicySpecRulesFrom
AuthorizationPolicySource = security.AuthorizationPolicySpecRulesFromSource
AuthorizationPolicyTo = security.AuthorizationPolicySpecRulesTo
AuthorizationPolicyOperation = security.AuthorizationPolicySpecRulesToOperation
AuthorizationPolicyWhen = security.AuthorizationPolicySpecRulesWhen
AuthorizationPolicySelector = security.AuthorizationPolicySpecSelector
AuthorizationPolicyTargetRef = security.AuthorizationPolicySpecTargetRefs

PeerAuthentication = security.PeerAuthentication
PeerAuthenticationSpec = security.PeerAuthenticationSpec
PeerAuthenticationMtls = security.PeerAuthenticationSpecMtls
PeerAuthenticationMtlsMode = security.PeerAuthenticationSpecMtlsMode
PeerAuthenticationPortMtls = security.PeerAuthenticationSpecPortLevelMtls
PeerAuthenticationPortMtlsMode = security.PeerAuthenticationSpecPortLevelMtlsMode
PeerAuthenticationSelector = security.PeerAuthenticationSpecSelector

RequestAuthentication = security.RequestAuthentication
RequestAuthenticationSpec = security.RequestAuthenticationSpec
RequestAuthenticationJwtRule = security.RequestAuthenticationSpecJwtRules
RequestAuthenticationFromHeader = security.RequestAuthenticationSpecJwtRulesFromHeaders
RequestAuthenticationClaimToHeader = (
    security.RequestAuthenticationSpecJwtRulesOutputClaimToHeaders
)
RequestAuthenticationSelector = security.RequestAuthenticationSpecSelector
RequestAuthenticationTargetRef = security.RequestAuthenticationSpecTargetRefs

__all__ = [
    "AppProject",
    "AppProjectClusterResource",
    "AppProjectDeniedClusterResource",
    "AppProjectDeniedNamespaceResource",
    "AppProjectDestination",
    "AppProjectNamespaceResource",
    "AppProjectOrphanedResources",
    "AppProjectOrphanedResourcesIgnore",
    "AppProjectRole",
    "AppProjectSpec",
    "AppProjectSyncWindow",
    "Application",
    "ApplicationAutomatedSync",
    "ApplicationDestination",
    "ApplicationDirectory",
    "ApplicationHelm",
    "ApplicationHelmParameter",
    "ApplicationIgnoreDifference",
    "ApplicationInfo",
    "ApplicationKustomize",
    "ApplicationKustomizePatch",
    "ApplicationKustomizePatchTarget",
    "ApplicationNamespaceMetadata",
    "ApplicationRetry",
    "ApplicationRetryBackoff",
    "ApplicationSource",
    "ApplicationSpec",
    "ApplicationSyncPolicy",
    "AuthorizationPolicy",
    "AuthorizationPolicyAction",
    "AuthorizationPolicyFrom",
    "AuthorizationPolicyOperation",
    "AuthorizationPolicyProvider",
    "AuthorizationPolicyRule",
    "AuthorizationPolicySelector",
    "AuthorizationPolicySource",
    "AuthorizationPolicySpec",
    "AuthorizationPolicyTargetRef",
    "AuthorizationPolicyTo",
    "AuthorizationPolicyWhen",
    "DestinationRule",
    "DestinationRulePort",
    "DestinationRulePortSettings",
    "DestinationRulePortTls",
    "DestinationRulePortTlsMode",
    "DestinationRuleSpec",
    "DestinationRuleTls",
    "DestinationRuleTlsMode",
    "DestinationRuleTrafficPolicy",
    "GatewayApiAllowedRoutes",
    "GatewayApiCertificateRef",
    "GatewayApiGateway",
    "GatewayApiGatewaySpec",
    "GatewayApiInfrastructure",
    "GatewayApiListener",
    "GatewayApiParameters",
    "GatewayApiRouteNamespaces",
    "GatewayApiRouteNamespacesExpression",
    "GatewayApiRouteNamespacesFrom",
    "GatewayApiRouteNamespacesSelector",
    "GatewayApiTls",
    "GatewayApiTlsMode",
    "HttpRoute",
    "HttpRouteBackendRef",
    "HttpRouteExtensionRef",
    "HttpRouteFilter",
    "HttpRouteFilterType",
    "HttpRouteHeaderMatch",
    "HttpRouteHeaderMatchType",
    "HttpRouteMatch",
    "HttpRouteMethod",
    "HttpRouteParentRef",
    "HttpRoutePathMatch",
    "HttpRoutePathMatchType",
    "HttpRouteRedirect",
    "HttpRouteRedirectPath",
    "HttpRouteRedirectPathType",
    "HttpRouteRedirectScheme",
    "HttpRouteRedirectStatusCode",
    "HttpRouteRequestHeaderToAdd",
    "HttpRouteRequestHeaderToSet",
    "HttpRouteRequestHeaders",
    "HttpRouteResponseHeaderToAdd",
    "HttpRouteResponseHeaderToSet",
    "HttpRouteResponseHeaders",
    "HttpRouteRewrite",
    "HttpRouteRewritePath",
    "HttpRouteRewritePathType",
    "HttpRouteRule",
    "HttpRouteSpec",
    "HttpRouteTimeouts",
    "IstioGateway",
    "IstioGatewayPort",
    "IstioGatewayServer",
    "IstioGatewaySpec",
    "IstioGatewayTls",
    "IstioGatewayTlsMode",
    "PeerAuthentication",
    "PeerAuthenticationMtls",
    "PeerAuthenticationMtlsMode",
    "PeerAuthenticationPortMtls",
    "PeerAuthenticationPortMtlsMode",
    "PeerAuthenticationSelector",
    "PeerAuthenticationSpec",
    "ReferenceGrant",
    "ReferenceGrantFrom",
    "ReferenceGrantSpec",
    "ReferenceGrantTo",
    "RequestAuthentication",
    "RequestAuthenticationClaimToHeader",
    "RequestAuthenticationFromHeader",
    "RequestAuthenticationJwtRule",
    "RequestAuthenticationSelector",
    "RequestAuthenticationSpec",
    "RequestAuthenticationTargetRef",
    "VirtualService",
    "VirtualServiceDestination",
    "VirtualServiceHeaderMatch",
    "VirtualServiceHeaders",
    "VirtualServiceHttp",
    "VirtualServiceMatch",
    "VirtualServiceMethodMatch",
    "VirtualServicePort",
    "VirtualServiceRedirect",
    "VirtualServiceRequestHeaders",
    "VirtualServiceResponseHeaders",
    "VirtualServiceRetries",
    "VirtualServiceRewrite",
    "VirtualServiceRoute",
    "VirtualServiceSpec",
    "VirtualServiceUriMatch",
]
