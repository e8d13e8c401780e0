/* schema_data.c - the built-in kinds. Made by tools/gen_schema.py from a running API server: do not edit. */
#include "schema/schema_data.h"

/* clang-format off */
static const char pool[] =
    "\0tty\0holderIdentity\0quantity\0priority\0versionPriority\0affinity\0sessionAffinity\0podAntiAffinity\0io.k8s.api.core.v1.PodAntiAffinity\0"
    "nodeAffinity\0io.k8s.api.core.v1.VolumeNodeAffinity\0io.k8s.api.core.v1.NodeAffinity\0podAffinity\0io.k8s.api.core.v1.PodAffinity\0"
    "io.k8s.api.core.v1.Affinity\0csistoragecapacity\0storageCapacity\0io.k8s.api.storage.v1.CSIStorageCapacity\0"
    "io.k8s.api.resource.v1beta2.DeviceCapacity\0io.k8s.api.resource.v1.DeviceCapacity\0io.k8s.api.resource.v1beta1.DeviceCapacity\0"
    "consumedCapacity\0registry\0io.k8s.apimachinery.pkg.apis.meta.v1.ManagedFieldsEntry\0repository\0directory\0chapAuthDiscovery\0"
    "partitionSummary\0shareableSummary\0exactly\0readOnly\0recursiveReadOnly\0currentHealthy\0desiredHealthy\0topology\0nodeTopology\0"
    "deprecatedTopology\0strategy\0io.k8s.api.apps.v1.DeploymentStrategy\0io.k8s.api.apps.v1.RollingUpdateStatefulSetStrategy\0updateStrategy\0"
    "io.k8s.api.apps.v1.DaemonSetUpdateStrategy\0io.k8s.api.apps.v1.StatefulSetUpdateStrategy\0insecureSkipTLSVerify\0key\0capacityKey\0"
    "topologyKey\0kubeletConfigKey\0pkixPublicKey\0ready\0numberReady\0mutatingadmissionpolicy\0validatingadmissionpolicy\0networkpolicy\0"
    "nodeAffinityPolicy\0ipFamilyPolicy\0concurrencyPolicy\0requestPolicy\0io.k8s.api.resource.v1beta2.CapacityRequestPolicy\0"
    "io.k8s.api.resource.v1.CapacityRequestPolicy\0io.k8s.api.resource.v1beta1.CapacityRequestPolicy\0restartPolicy\0podManagementPolicy\0"
    "podReplacementPolicy\0selectPolicy\0nodeTaintsPolicy\0successPolicy\0io.k8s.api.batch.v1.SuccessPolicy\0supplementalGroupsPolicy\0"
    "dnsPolicy\0fsGroupPolicy\0preemptionPolicy\0podPreemptionPolicy\0io.k8s.api.core.v1.NodePodPreemptionPolicy\0"
    "persistentVolumeClaimRetentionPolicy\0io.k8s.api.apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy\0unhealthyPodEvictionPolicy\0"
    "reinvocationPolicy\0io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicy\0"
    "io.k8s.api.admissionregistration.v1beta1.MutatingAdmissionPolicy\0io.k8s.api.admissionregistration.v1alpha1.MutatingAdmissionPolicy\0"
    "io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicy\0reclaimPolicy\0persistentVolumeReclaimPolicy\0pullPolicy\0imagePullPolicy\0"
    "io.k8s.api.networking.v1.NetworkPolicy\0matchPolicy\0schedulingPolicy\0io.k8s.api.scheduling.v1alpha3.CompositePodGroupSchedulingPolicy\0"
    "io.k8s.api.scheduling.v1beta1.CompositePodGroupSchedulingPolicy\0io.k8s.api.scheduling.v1alpha3.WorkloadPodGroupSchedulingPolicy\0"
    "io.k8s.api.scheduling.v1alpha3.PodGroupSchedulingPolicy\0io.k8s.api.scheduling.v1beta1.PodGroupSchedulingPolicy\0"
    "io.k8s.api.scheduling.v1alpha3.WorkloadPodGroupGangSchedulingPolicy\0io.k8s.api.scheduling.v1alpha3.CompositeGangSchedulingPolicy\0"
    "io.k8s.api.scheduling.v1beta1.CompositeGangSchedulingPolicy\0io.k8s.api.scheduling.v1alpha3.GangSchedulingPolicy\0"
    "io.k8s.api.scheduling.v1beta1.GangSchedulingPolicy\0io.k8s.api.autoscaling.v2.HPAScalingPolicy\0resizePolicy\0"
    "io.k8s.api.core.v1.ContainerResizePolicy\0failurePolicy\0podFailurePolicy\0io.k8s.api.batch.v1.PodFailurePolicy\0seLinuxChangePolicy\0"
    "fsGroupChangePolicy\0terminationMessagePolicy\0externalTrafficPolicy\0internalTrafficPolicy\0gateway\0managedBy\0linux\0prefix\0"
    "backoffLimitPerIndex\0max\0maxSkew\0selfsubjectreview\0localsubjectaccessreview\0selfsubjectaccessreview\0selfsubjectrulesreview\0"
    "tokenreview\0io.k8s.api.authentication.v1.SelfSubjectReview\0io.k8s.api.authorization.v1.LocalSubjectAccessReview\0"
    "io.k8s.api.authorization.v1.SelfSubjectAccessReview\0io.k8s.api.authorization.v1.SubjectAccessReview\0"
    "io.k8s.api.authorization.v1.SelfSubjectRulesReview\0io.k8s.api.authentication.v1.TokenReview\0env\0securityContext\0"
    "io.k8s.api.core.v1.PodSecurityContext\0io.k8s.api.core.v1.SecurityContext\0host\0resourcepoolstatusrequest\0evictionrequest\0"
    "certificatesigningrequest\0podcertificaterequest\0defaultRequest\0io.k8s.api.resource.v1alpha3.ResourcePoolStatusRequest\0"
    "io.k8s.api.lifecycle.v1alpha1.EvictionRequest\0io.k8s.api.storage.v1.TokenRequest\0io.k8s.api.certificates.v1.CertificateSigningRequest\0"
    "io.k8s.api.certificates.v1.PodCertificateRequest\0io.k8s.api.certificates.v1beta1.PodCertificateRequest\0"
    "io.k8s.api.core.v1.ContainerExtendedResourceRequest\0io.k8s.api.resource.v1beta2.ExactDeviceRequest\0"
    "io.k8s.api.resource.v1.ExactDeviceRequest\0io.k8s.api.resource.v1beta2.DeviceRequest\0io.k8s.api.resource.v1.DeviceRequest\0"
    "io.k8s.api.resource.v1beta1.DeviceRequest\0io.k8s.api.resource.v1beta2.DeviceSubRequest\0io.k8s.api.resource.v1.DeviceSubRequest\0"
    "io.k8s.api.resource.v1beta1.DeviceSubRequest\0stubPKCS10Request\0port\0io.k8s.api.networking.v1.NetworkPolicyPort\0hostPort\0"
    "io.k8s.api.discovery.v1.EndpointPort\0io.k8s.api.core.v1.EndpointPort\0targetPort\0containerPort\0io.k8s.api.core.v1.ContainerPort\0"
    "nodePort\0healthCheckNodePort\0io.k8s.api.core.v1.ServicePort\0io.k8s.api.networking.v1.ServiceBackendPort\0start\0postStart\0exempt\0"
    "except\0runAsNonRoot\0not\0serviceaccount\0serviceAccount\0io.k8s.api.core.v1.ServiceAccount\0seLinuxMount\0podInfoOnMount\0"
    "io.k8s.api.core.v1.VolumeMount\0procMount\0restartCount\0minGroupCount\0collisionCount\0minCount\0poolCount\0resourceSliceCount\0"
    "deprecatedCount\0succeededCount\0kubeletEndpoint\0io.k8s.api.core.v1.DaemonEndpoint\0io.k8s.api.discovery.v1.Endpoint\0taint\0"
    "io.k8s.api.scheduling.v1alpha3.TopologyConstraint\0io.k8s.api.scheduling.v1beta1.TopologyConstraint\0"
    "io.k8s.api.resource.v1beta2.DeviceConstraint\0io.k8s.api.resource.v1.DeviceConstraint\0io.k8s.api.resource.v1beta1.DeviceConstraint\0"
    "io.k8s.api.core.v1.TopologySpreadConstraint\0io.k8s.api.resource.v1alpha3.DeviceTaint\0io.k8s.api.resource.v1beta2.DeviceTaint\0"
    "io.k8s.api.resource.v1.DeviceTaint\0io.k8s.api.resource.v1beta1.DeviceTaint\0io.k8s.api.core.v1.Taint\0event\0io.k8s.api.events.v1.Event\0"
    "io.k8s.api.core.v1.Event\0intent\0current\0component\0reportingComponent\0deployment\0io.k8s.api.apps.v1.RollingUpdateDeployment\0"
    "io.k8s.api.apps.v1.Deployment\0volumeattachment\0io.k8s.api.storage.v1.VolumeAttachment\0"
    "io.k8s.api.batch.v1.PodFailurePolicyOnExitCodesRequirement\0io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement\0"
    "io.k8s.api.core.v1.NodeSelectorRequirement\0io.k8s.api.core.v1.ScopedResourceSelectorRequirement\0"
    "io.k8s.apimachinery.pkg.apis.meta.v1.FieldSelectorRequirement\0io.k8s.api.core.v1.TopologySelectorLabelRequirement\0borrowingLimitPercent\0"
    "lendablePercent\0tenant\0io.k8s.api.resource.v1beta2.DeviceRequestAllocationResult\0io.k8s.api.resource.v1.DeviceRequestAllocationResult\0"
    "io.k8s.api.resource.v1beta1.DeviceRequestAllocationResult\0io.k8s.api.resource.v1beta2.DeviceAllocationResult\0"
    "io.k8s.api.resource.v1.DeviceAllocationResult\0io.k8s.api.resource.v1beta1.DeviceAllocationResult\0"
    "io.k8s.api.resource.v1beta2.AllocationResult\0io.k8s.api.resource.v1.AllocationResult\0io.k8s.api.resource.v1beta1.AllocationResult\0"
    "default\0globalDefault\0limit\0successfulJobsHistoryLimit\0failedJobsHistoryLimit\0revisionHistoryLimit\0queueLengthLimit\0backoffLimit\0"
    "sizeLimit\0weight\0daemonset\0statefulset\0io.k8s.api.core.v1.EndpointSubset\0replicaset\0secret\0io.k8s.api.core.v1.Secret\0tcpSocket\0"
    "target\0io.k8s.api.lifecycle.v1alpha1.EvictionRequestTarget\0io.k8s.api.lifecycle.v1alpha1.EvictionTarget\0"
    "io.k8s.api.autoscaling.v2.MetricTarget\0poddisruptionbudget\0io.k8s.api.policy.v1.PodDisruptionBudget\0counterSet\0"
    "io.k8s.api.resource.v1beta2.CounterSet\0io.k8s.api.resource.v1.CounterSet\0io.k8s.api.resource.v1beta1.CounterSet\0"
    "io.k8s.api.apps.v1.RollingUpdateDaemonSet\0io.k8s.api.apps.v1.DaemonSet\0io.k8s.api.apps.v1.StatefulSet\0io.k8s.api.apps.v1.ReplicaSet\0"
    "httpGet\0io.k8s.api.flowcontrol.v1.ServiceAccountSubject\0io.k8s.api.flowcontrol.v1.UserSubject\0io.k8s.api.flowcontrol.v1.GroupSubject\0"
    "io.k8s.api.flowcontrol.v1.Subject\0io.k8s.api.rbac.v1.Subject\0object\0involvedObject\0describedObject\0effect\0format\0beginRefreshAt\0"
    "startedAt\0finishedAt\0x-kubernetes-list-map-keys\0topologyKeys\0mismatchLabelKeys\0selfsubjectreviews\0localsubjectaccessreviews\0"
    "selfsubjectaccessreviews\0selfsubjectrulesreviews\0tokenreviews\0componentstatus\0io.k8s.api.resource.v1alpha3.ShareableCapacityStatus\0"
    "io.k8s.api.resource.v1alpha3.ShareableSummaryStatus\0io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyStatus\0"
    "io.k8s.api.authentication.v1.SelfSubjectReviewStatus\0io.k8s.api.authorization.v1.SubjectAccessReviewStatus\0"
    "io.k8s.api.authorization.v1.SubjectRulesReviewStatus\0io.k8s.api.authentication.v1.TokenReviewStatus\0"
    "io.k8s.api.resource.v1alpha3.ResourcePoolStatusRequestStatus\0io.k8s.api.lifecycle.v1alpha1.EvictionRequestStatus\0"
    "io.k8s.api.certificates.v1.CertificateSigningRequestStatus\0io.k8s.api.certificates.v1.PodCertificateRequestStatus\0"
    "io.k8s.api.certificates.v1beta1.PodCertificateRequestStatus\0io.k8s.api.networking.v1.IngressPortStatus\0io.k8s.api.core.v1.PortStatus\0"
    "io.k8s.api.core.v1.VolumeMountStatus\0io.k8s.api.core.v1.ComponentStatus\0io.k8s.api.apps.v1.DeploymentStatus\0"
    "io.k8s.api.storage.v1.VolumeAttachmentStatus\0io.k8s.api.policy.v1.PodDisruptionBudgetStatus\0io.k8s.api.apps.v1.DaemonSetStatus\0"
    "io.k8s.api.apps.v1.StatefulSetStatus\0io.k8s.api.apps.v1.ReplicaSetStatus\0io.k8s.api.networking.v1.IngressStatus\0"
    "allocatedResourcesStatus\0io.k8s.api.core.v1.ContainerStatus\0io.k8s.api.core.v1.ReplicationControllerStatus\0"
    "io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerStatus\0io.k8s.api.autoscaling.v1.HorizontalPodAutoscalerStatus\0"
    "io.k8s.api.lifecycle.v1alpha1.ResponderStatus\0io.k8s.api.networking.v1.IngressLoadBalancerStatus\0io.k8s.api.core.v1.LoadBalancerStatus\0"
    "io.k8s.api.scheduling.v1alpha3.CompositePodGroupStatus\0io.k8s.api.scheduling.v1alpha3.PodGroupStatus\0"
    "io.k8s.api.scheduling.v1beta1.PodGroupStatus\0io.k8s.api.core.v1.NodeSwapStatus\0"
    "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionStatus\0io.k8s.api.lifecycle.v1alpha1.EvictionStatus\0"
    "io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationStatus\0io.k8s.api.storagemigration.v1.StorageVersionMigrationStatus\0"
    "io.k8s.api.storagemigration.v1beta1.StorageVersionMigrationStatus\0io.k8s.api.apiserverinternal.v1alpha1.StorageVersionStatus\0"
    "io.k8s.api.core.v1.PersistentVolumeClaimStatus\0io.k8s.api.scheduling.v1alpha3.PodGroupResourceClaimStatus\0"
    "io.k8s.api.scheduling.v1beta1.PodGroupResourceClaimStatus\0io.k8s.api.core.v1.NodeAllocatableResourceClaimStatus\0"
    "io.k8s.api.core.v1.PodResourceClaimStatus\0extendedResourceClaimStatus\0io.k8s.api.core.v1.PodExtendedResourceClaimStatus\0"
    "io.k8s.api.resource.v1beta2.ResourceClaimStatus\0io.k8s.api.resource.v1.ResourceClaimStatus\0"
    "io.k8s.api.resource.v1beta1.ResourceClaimStatus\0io.k8s.api.resource.v1alpha3.PoolStatus\0healthStatus\0"
    "io.k8s.api.core.v1.VolumeHealthStatus\0io.k8s.api.core.v1.NodeConfigStatus\0io.k8s.api.autoscaling.v2.MetricValueStatus\0"
    "io.k8s.api.resource.v1alpha3.PartitionTypeStatus\0volumeStatus\0modifyVolumeStatus\0io.k8s.api.core.v1.ModifyVolumeStatus\0"
    "io.k8s.api.core.v1.PersistentVolumeStatus\0io.k8s.api.core.v1.ImageVolumeStatus\0io.k8s.api.core.v1.VolumeStatus\0"
    "io.k8s.api.resource.v1alpha3.DeviceTaintRuleStatus\0io.k8s.api.resource.v1beta2.DeviceTaintRuleStatus\0"
    "io.k8s.api.resource.v1.DeviceTaintRuleStatus\0io.k8s.api.storage.v1.CSINodeStatus\0io.k8s.api.core.v1.NodeStatus\0"
    "io.k8s.api.core.v1.ResourceStatus\0io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceStatus\0io.k8s.api.core.v1.ServiceStatus\0"
    "io.k8s.api.resource.v1beta2.AllocatedDeviceStatus\0io.k8s.api.resource.v1.AllocatedDeviceStatus\0"
    "io.k8s.api.resource.v1beta1.AllocatedDeviceStatus\0io.k8s.api.core.v1.NamespaceStatus\0io.k8s.api.core.v1.PodStatus\0"
    "io.k8s.api.autoscaling.v2.ObjectMetricStatus\0io.k8s.api.autoscaling.v2.PodsMetricStatus\0io.k8s.api.autoscaling.v2.ExternalMetricStatus\0"
    "io.k8s.api.autoscaling.v2.ContainerResourceMetricStatus\0io.k8s.api.autoscaling.v2.ResourceMetricStatus\0"
    "io.k8s.api.autoscaling.v2.MetricStatus\0io.k8s.api.batch.v1.CronJobStatus\0io.k8s.api.batch.v1.JobStatus\0"
    "io.k8s.api.core.v1.ResourceQuotaStatus\0io.k8s.api.flowcontrol.v1.FlowSchemaStatus\0io.k8s.api.networking.v1.ServiceCIDRStatus\0hosts\0"
    "resourcepoolstatusrequests\0evictionrequests\0certificatesigningrequests\0podcertificaterequests\0tokenRequests\0ports\0"
    "allocateLoadBalancerNodePorts\0serviceaccounts\0recursiveReadOnlyMounts\0volumeMounts\0endpoints\0daemonEndpoints\0"
    "io.k8s.api.core.v1.NodeDaemonEndpoints\0io.k8s.api.core.v1.Endpoints\0hints\0taints\0constraints\0matchConstraints\0schedulingConstraints\0"
    "io.k8s.api.scheduling.v1alpha3.CompositePodGroupSchedulingConstraints\0"
    "io.k8s.api.scheduling.v1beta1.CompositePodGroupSchedulingConstraints\0io.k8s.api.scheduling.v1alpha3.WorkloadPodGroupSchedulingConstraints\0"
    "io.k8s.api.scheduling.v1alpha3.PodGroupSchedulingConstraints\0io.k8s.api.scheduling.v1beta1.PodGroupSchedulingConstraints\0"
    "topologySpreadConstraints\0io.k8s.api.discovery.v1.EndpointHints\0events\0deployments\0volumeattachments\0requirements\0"
    "io.k8s.api.resource.v1beta2.CapacityRequirements\0io.k8s.api.resource.v1.CapacityRequirements\0"
    "io.k8s.api.resource.v1beta1.CapacityRequirements\0io.k8s.api.core.v1.VolumeResourceRequirements\0io.k8s.api.core.v1.ResourceRequirements\0"
    "results\0limits\0daemonsets\0statefulsets\0subsets\0replicasets\0secrets\0serviceAccountTokenInSecrets\0imagePullSecrets\0"
    "poddisruptionbudgets\0subjects\0io.k8s.api.flowcontrol.v1.PolicyRulesWithSubjects\0sideEffects\0ingress\0"
    "io.k8s.api.networking.v1.IngressLoadBalancerIngress\0io.k8s.api.core.v1.LoadBalancerIngress\0io.k8s.api.networking.v1.Ingress\0egress\0"
    "ipaddress\0io.k8s.api.core.v1.EndpointAddress\0hardwareAddress\0io.k8s.api.core.v1.NodeAddress\0io.k8s.api.networking.v1.IPAddress\0"
    "hostProcess\0adminAccess\0priorityclass\0ingressclass\0volumeattributesclass\0runtimeclass\0storageclass\0deviceclass\0"
    "io.k8s.api.scheduling.v1.PriorityClass\0io.k8s.api.networking.v1.IngressClass\0qosClass\0io.k8s.api.storage.v1.VolumeAttributesClass\0"
    "loadBalancerClass\0io.k8s.api.node.v1.RuntimeClass\0io.k8s.api.storage.v1.StorageClass\0io.k8s.api.resource.v1beta2.DeviceClass\0"
    "io.k8s.api.resource.v1.DeviceClass\0io.k8s.api.resource.v1beta1.DeviceClass\0monitors\0selectors\0clusterRoleSelectors\0finalizers\0"
    "nameservers\0csidrivers\0requesters\0counters\0consumesCounters\0sharedCounters\0parameters\0hostUsers\0containers\0initContainers\0"
    "ephemeralContainers\0replicationcontrollers\0runtimeHandlers\0horizontalpodautoscalers\0responders\0targetResponders\0evictionResponders\0"
    "httpHeaders\0servicecidrs\0compositepodgroups\0compatibilityGroups\0supplementalGroups\0apiGroups\0apps\0"
    "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps\0ips\0configmaps\0storageos\0options\0seLinuxOptions\0"
    "io.k8s.api.core.v1.SELinuxOptions\0io.k8s.api.core.v1.WindowsSecurityContextOptions\0mountOptions\0bindMountOptions\0windowsOptions\0"
    "leaseTransitions\0customresourcedefinitions\0conditions\0io.k8s.api.discovery.v1.EndpointConditions\0healthConditions\0matchConditions\0"
    "bindingConditions\0bindingFailureConditions\0onPodConditions\0completions\0evictions\0validationActions\0mutations\0annotations\0"
    "auditAnnotations\0userAnnotations\0unverifiedUserAnnotations\0prioritylevelconfigurations\0mutatingwebhookconfigurations\0"
    "validatingwebhookconfigurations\0storageversionmigrations\0operations\0io.k8s.api.admissionregistration.v1.NamedRuleWithOperations\0"
    "io.k8s.api.admissionregistration.v1beta1.NamedRuleWithOperations\0io.k8s.api.admissionregistration.v1alpha1.NamedRuleWithOperations\0"
    "io.k8s.api.admissionregistration.v1.RuleWithOperations\0skipNodeOperations\0tolerations\0x-kubernetes-validations\0"
    "allowMultipleAllocations\0matchLabelExpressions\0matchExpressions\0storageversions\0admissionReviewVersions\0conversionReviewVersions\0"
    "apiVersions\0decodableVersions\0storageVersions\0servedVersions\0storedVersions\0controllerrevisions\0additionalPrinterColumns\0minDomains\0"
    "nodeSelectorTerms\0persistentvolumeclaims\0resourceclaims\0resourceClaims\0items\0maxItems\0minItems\0additionalItems\0uniqueItems\0"
    "sysctls\0pools\0bools\0labels\0matchLabels\0portals\0ordinals\0io.k8s.api.apps.v1.StatefulSetOrdinals\0webhooks\0enableServiceLinks\0paths\0"
    "args\0strings\0requestMappings\0expressionWarnings\0mutatingadmissionpolicybindings\0validatingadmissionpolicybindings\0"
    "clusterrolebindings\0glusterfs\0nfs\0cephfs\0completedIndexes\0failedIndexes\0maxFailedIndexes\0succeededIndexes\0values\0validValues\0"
    "queues\0sizeBytes\0attributes\0io.k8s.api.authorization.v1.LabelSelectorAttributes\0io.k8s.api.authorization.v1.FieldSelectorAttributes\0"
    "volumeAttributes\0resourceAttributes\0nonResourceAttributes\0io.k8s.api.authorization.v1.NonResourceAttributes\0"
    "io.k8s.api.authorization.v1.ResourceAttributes\0derivedAttributes\0resourceclaimtemplates\0podtemplates\0podGroupTemplates\0"
    "compositePodGroupTemplates\0volumeClaimTemplates\0leasecandidates\0readinessGates\0schedulingGates\0componentstatuses\0containerStatuses\0"
    "initContainerStatuses\0ephemeralContainerStatuses\0resourceClaimStatuses\0nodeAllocatableResourceClaimStatuses\0allocatedResourceStatuses\0"
    "ingresses\0ipaddresses\0notReadyAddresses\0publishNotReadyAddresses\0priorityclasses\0ingressclasses\0volumeattributesclasses\0"
    "runtimeclasses\0storageclasses\0deviceclasses\0hostAliases\0leases\0features\0io.k8s.api.core.v1.NodeRuntimeHandlerFeatures\0"
    "io.k8s.api.core.v1.NodeFeatures\0declaredFeatures\0nominalConcurrencyShares\0policyTypes\0scopes\0forZones\0persistentvolumes\0hostnames\0"
    "shortNames\0io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionNames\0resourceNames\0acceptedNames\0"
    "devicetaintrules\0restartPolicyRules\0io.k8s.api.autoscaling.v2.HPAScalingRules\0resourceRules\0nonResourceRules\0excludeResourceRules\0"
    "clusterroles\0clustertrustbundles\0variables\0properties\0maxProperties\0patternProperties\0minProperties\0additionalProperties\0"
    "capabilities\0io.k8s.api.core.v1.Capabilities\0csistoragecapacities\0categories\0series\0io.k8s.api.events.v1.EventSeries\0"
    "io.k8s.api.core.v1.EventSeries\0ipFamilies\0allowedTopologies\0dependencies\0mutatingadmissionpolicies\0validatingadmissionpolicies\0"
    "networkpolicies\0searches\0limitranges\0loadBalancerSourceRanges\0usages\0images\0csinodes\0forNodes\0allNodes\0accessModes\0"
    "volumeLifecycleModes\0exitCodes\0onExitCodes\0io.k8s.api.core.v1.ContainerRestartRuleOnExitCodes\0subresources\0"
    "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresources\0matchResources\0"
    "io.k8s.api.admissionregistration.v1.MatchResources\0io.k8s.api.admissionregistration.v1beta1.MatchResources\0"
    "io.k8s.api.admissionregistration.v1alpha1.MatchResources\0nodeAllocatableResources\0io.k8s.api.storage.v1.VolumeNodeResources\0"
    "allocatedResources\0io.k8s.api.core.v1.NodeAllocatableMappedResources\0io.k8s.api.core.v1.NodeAllocatableOverheadResources\0"
    "ownerReferences\0audiences\0apiservices\0devices\0totalDevices\0volumeDevices\0unavailableDevices\0fullyAvailableDevices\0"
    "partiallyAvailableDevices\0allocatedDevices\0endpointslices\0resourceslices\0namespaces\0userNamespaces\0pods\0disruptedPods\0expectedPods\0"
    "uncountedTerminatedPods\0io.k8s.api.batch.v1.UncountedTerminatedPods\0seconds\0minReadySeconds\0initialDelaySeconds\0"
    "stabilizationWindowSeconds\0timeoutSeconds\0leaseDurationSeconds\0expirationSeconds\0maxExpirationSeconds\0tolerationSeconds\0"
    "progressDeadlineSeconds\0startingDeadlineSeconds\0activeDeadlineSeconds\0periodSeconds\0nodeAllocatableUpdatePeriodSeconds\0"
    "deletionGracePeriodSeconds\0terminationGracePeriodSeconds\0x-kubernetes-preserve-unknown-fields\0preserveUnknownFields\0matchFields\0"
    "selectableFields\0managedFields\0wwids\0workloads\0externalDocs\0metrics\0currentMetrics\0verbs\0cronjobs\0resourcequotas\0flowschemas\0"
    "io.k8s.api.core.v1.HostAlias\0replicas\0readyReplicas\0maxReplicas\0currentReplicas\0minReplicas\0terminatingReplicas\0unavailableReplicas\0"
    "updatedReplicas\0desiredReplicas\0fullyLabeledReplicas\0podCIDRs\0hostIPs\0clusterIPs\0externalIPs\0podIPs\0targetWWNs\0nonResourceURLs\0"
    "subPathExpr\0selector\0io.k8s.api.core.v1.SecretKeySelector\0io.k8s.api.core.v1.ConfigMapKeySelector\0io.k8s.api.core.v1.FileKeySelector\0"
    "rawSelector\0io.k8s.api.resource.v1alpha3.DeviceTaintSelector\0io.k8s.api.resource.v1beta2.DeviceTaintSelector\0"
    "io.k8s.api.resource.v1.DeviceTaintSelector\0objectSelector\0labelSelector\0io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector\0"
    "manualSelector\0scopeSelector\0io.k8s.api.core.v1.ScopeSelector\0nodeSelector\0io.k8s.api.core.v1.NodeSelector\0deviceSelector\0"
    "io.k8s.api.resource.v1beta2.CELDeviceSelector\0io.k8s.api.resource.v1.CELDeviceSelector\0io.k8s.api.resource.v1beta1.CELDeviceSelector\0"
    "io.k8s.api.resource.v1beta2.DeviceSelector\0io.k8s.api.resource.v1.DeviceSelector\0io.k8s.api.resource.v1beta1.DeviceSelector\0"
    "namespaceSelector\0podSelector\0fieldSelector\0io.k8s.api.core.v1.ObjectFieldSelector\0io.k8s.api.core.v1.ResourceFieldSelector\0operator\0"
    "divisor\0error\0evaluationError\0validationError\0attachError\0detachError\0io.k8s.api.storage.v1.VolumeError\0behavior\0"
    "io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerBehavior\0reservedFor\0emptyDir\0workingDir\0server\0csidriver\0"
    "io.k8s.api.storage.v1.CSINodeDriver\0io.k8s.api.storage.v1.CSIDriver\0requester\0io.k8s.api.lifecycle.v1alpha1.Requester\0"
    "io.k8s.api.resource.v1beta2.Counter\0io.k8s.api.resource.v1.Counter\0io.k8s.api.resource.v1beta1.Counter\0notAfter\0user\0defaultUser\0"
    "runAsUser\0io.k8s.api.core.v1.LinuxContainerUser\0io.k8s.api.core.v1.ContainerUser\0provisioner\0container\0perContainer\0"
    "io.k8s.api.core.v1.EphemeralContainer\0io.k8s.api.core.v1.Container\0replicationcontroller\0io.k8s.api.core.v1.ReplicationController\0"
    "reportingController\0handler\0io.k8s.api.core.v1.NodeRuntimeHandler\0io.k8s.api.core.v1.LifecycleHandler\0horizontalpodautoscaler\0"
    "io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler\0io.k8s.api.autoscaling.v1.HorizontalPodAutoscaler\0flocker\0capacityMultiplier\0"
    "deviceMultiplier\0io.k8s.api.autoscaling.v2.MetricIdentifier\0attacher\0manager\0io.k8s.api.networking.v1.NetworkPolicyPeer\0"
    "io.k8s.api.lifecycle.v1alpha1.TargetResponder\0io.k8s.api.core.v1.EvictionResponder\0cinder\0preferredHolder\0"
    "io.k8s.api.core.v1.HTTPHeader\0loadBalancer\0number\0servicecidr\0singular\0io.k8s.api.core.v1.EnvVar\0compositepodgroup\0fsGroup\0"
    "runAsGroup\0apiGroup\0schedulingGroup\0io.k8s.api.core.v1.PodSchedulingGroup\0io.k8s.api.scheduling.v1alpha3.CompositePodGroup\0"
    "io.k8s.api.scheduling.v1alpha3.PodGroup\0io.k8s.api.scheduling.v1beta1.PodGroup\0http\0preStop\0drop\0firstTimestamp\0"
    "deprecatedFirstTimestamp\0lastTimestamp\0deprecatedLastTimestamp\0deletionTimestamp\0creationTimestamp\0allocationTimestamp\0ip\0step\0"
    "sleep\0swap\0configmap\0configMap\0io.k8s.api.core.v1.ConfigMap\0scaleUp\0to\0gitRepo\0maxLimitRequestRatio\0discovery.k8s.io\0"
    "events.k8s.io\0apiextensions.k8s.io\0certificates.k8s.io\0flowcontrol.apiserver.k8s.io\0internal.apiserver.k8s.io\0"
    "rbac.authorization.k8s.io\0admissionregistration.k8s.io\0apiregistration.k8s.io\0storagemigration.k8s.io\0coordination.k8s.io\0"
    "authentication.k8s.io\0scheduling.k8s.io\0networking.k8s.io\0lifecycle.k8s.io\0storage.k8s.io\0node.k8s.io\0resource.k8s.io\0userInfo\0"
    "io.k8s.api.authentication.v1.UserInfo\0io.k8s.api.core.v1.NodeSystemInfo\0nodeInfo\0scaleDown\0lun\0pattern\0"
    "io.k8s.api.batch.v1.PodFailurePolicyOnPodConditionsPattern\0iqn\0status,reason\0preferredDuringSchedulingIgnoredDuringExecution\0"
    "requiredDuringSchedulingIgnoredDuringExecution\0trafficDistribution\0io.k8s.api.resource.v1beta2.DeviceCounterConsumption\0"
    "io.k8s.api.resource.v1.DeviceCounterConsumption\0io.k8s.api.resource.v1beta1.DeviceCounterConsumption\0disableResizePreemption\0"
    "description\0io.k8s.api.core.v1.PodDNSConfigOption\0partition\0customresourcedefinition\0"
    "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceColumnDefinition\0"
    "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition\0"
    "io.k8s.api.certificates.v1.CertificateSigningRequestCondition\0io.k8s.api.core.v1.ComponentCondition\0"
    "io.k8s.api.apps.v1.DeploymentCondition\0io.k8s.api.apps.v1.DaemonSetCondition\0io.k8s.api.apps.v1.StatefulSetCondition\0"
    "io.k8s.api.apps.v1.ReplicaSetCondition\0io.k8s.api.core.v1.ReplicationControllerCondition\0"
    "io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerCondition\0"
    "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionCondition\0"
    "io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationCondition\0io.k8s.api.apiserverinternal.v1alpha1.StorageVersionCondition\0"
    "io.k8s.api.core.v1.PersistentVolumeClaimCondition\0io.k8s.api.core.v1.VolumeHealthCondition\0io.k8s.api.storage.v1.StorageHealthCondition\0"
    "io.k8s.api.admissionregistration.v1.MatchCondition\0io.k8s.api.admissionregistration.v1beta1.MatchCondition\0"
    "io.k8s.api.admissionregistration.v1alpha1.MatchCondition\0io.k8s.api.core.v1.NodeCondition\0"
    "io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceCondition\0io.k8s.api.core.v1.NamespaceCondition\0"
    "io.k8s.api.core.v1.PodCondition\0io.k8s.api.batch.v1.JobCondition\0io.k8s.api.flowcontrol.v1.FlowSchemaCondition\0"
    "io.k8s.apimachinery.pkg.apis.meta.v1.Condition\0blockOwnerDeletion\0eviction\0io.k8s.api.lifecycle.v1alpha1.Eviction\0"
    "perDeviceNodeSelection\0io.k8s.api.core.v1.SecretProjection\0io.k8s.api.core.v1.ConfigMapProjection\0"
    "io.k8s.api.core.v1.ServiceAccountTokenProjection\0io.k8s.api.core.v1.PodCertificateProjection\0io.k8s.api.core.v1.VolumeProjection\0"
    "io.k8s.api.core.v1.ClusterTrustBundleProjection\0io.k8s.api.core.v1.DownwardAPIProjection\0action\0io.k8s.api.core.v1.TCPSocketAction\0"
    "io.k8s.api.core.v1.HTTPGetAction\0io.k8s.api.core.v1.SleepAction\0parameterNotFoundAction\0io.k8s.api.core.v1.ExecAction\0"
    "io.k8s.api.core.v1.GRPCAction\0averageUtilization\0io.k8s.api.admissionregistration.v1.Mutation\0"
    "io.k8s.api.admissionregistration.v1beta1.Mutation\0io.k8s.api.admissionregistration.v1alpha1.Mutation\0"
    "io.k8s.api.admissionregistration.v1.AuditAnnotation\0io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ExternalDocumentation\0"
    "prioritylevelconfiguration\0mutatingwebhookconfiguration\0validatingwebhookconfiguration\0applyConfiguration\0"
    "io.k8s.api.admissionregistration.v1.ApplyConfiguration\0io.k8s.api.admissionregistration.v1beta1.ApplyConfiguration\0"
    "io.k8s.api.admissionregistration.v1alpha1.ApplyConfiguration\0io.k8s.api.resource.v1beta2.DeviceClassConfiguration\0"
    "io.k8s.api.resource.v1.DeviceClassConfiguration\0io.k8s.api.resource.v1beta1.DeviceClassConfiguration\0"
    "io.k8s.api.resource.v1beta2.DeviceAllocationConfiguration\0io.k8s.api.resource.v1.DeviceAllocationConfiguration\0"
    "io.k8s.api.resource.v1beta1.DeviceAllocationConfiguration\0io.k8s.api.resource.v1beta2.DeviceClaimConfiguration\0"
    "io.k8s.api.resource.v1.DeviceClaimConfiguration\0io.k8s.api.resource.v1beta1.DeviceClaimConfiguration\0priorityLevelConfiguration\0"
    "io.k8s.api.flowcontrol.v1.ExemptPriorityLevelConfiguration\0io.k8s.api.flowcontrol.v1.LimitedPriorityLevelConfiguration\0"
    "io.k8s.api.flowcontrol.v1.PriorityLevelConfiguration\0io.k8s.api.admissionregistration.v1.MutatingWebhookConfiguration\0"
    "io.k8s.api.admissionregistration.v1.ValidatingWebhookConfiguration\0io.k8s.api.flowcontrol.v1.QueuingConfiguration\0"
    "io.k8s.api.batch.v1.JobSchedulingConfiguration\0io.k8s.api.resource.v1beta2.OpaqueDeviceConfiguration\0"
    "io.k8s.api.resource.v1.OpaqueDeviceConfiguration\0io.k8s.api.resource.v1beta1.OpaqueDeviceConfiguration\0storageversionmigration\0"
    "io.k8s.api.storagemigration.v1.StorageVersionMigration\0io.k8s.api.storagemigration.v1beta1.StorageVersionMigration\0operation\0generation\0"
    "observedGeneration\0io.k8s.api.resource.v1beta2.DeviceToleration\0io.k8s.api.resource.v1.DeviceToleration\0"
    "io.k8s.api.resource.v1beta1.DeviceToleration\0io.k8s.api.core.v1.Toleration\0allowPrivilegeEscalation\0mountPropagation\0"
    "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceValidation\0io.k8s.api.admissionregistration.v1.Validation\0"
    "allocation\0proofOfPossession\0expression\0valueExpression\0messageExpression\0chapAuthSession\0conversion\0"
    "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.WebhookConversion\0"
    "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceConversion\0storageversion\0kubeProxyVersion\0binaryVersion\0"
    "kubeletVersion\0io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionVersion\0emulationVersion\0kernelVersion\0"
    "apiVersion\0encodingVersion\0commonEncodingVersion\0containerRuntimeVersion\0io.k8s.api.apiserverinternal.v1alpha1.ServerStorageVersion\0"
    "io.k8s.api.apiserverinternal.v1alpha1.StorageVersion\0resourceVersion\0allowVolumeExpansion\0controllerrevision\0currentRevision\0"
    "io.k8s.api.apps.v1.ControllerRevision\0updateRevision\0min\0stdin\0subdomain\0protectionDomain\0certificateChain\0token\0"
    "serviceAccountToken\0automountServiceAccountToken\0enum\0maximum\0exclusiveMaximum\0minimum\0groupPriorityMinimum\0exclusiveMinimum\0"
    "medium\0parallelism\0podAffinityTerm\0io.k8s.api.core.v1.WeightedPodAffinityTerm\0io.k8s.api.core.v1.PodAffinityTerm\0"
    "io.k8s.api.core.v1.TopologySelectorTerm\0io.k8s.api.core.v1.NodeSelectorTerm\0io.k8s.api.core.v1.PreferredSchedulingTerm\0from\0envFrom\0"
    "valueFrom\0persistentvolumeclaim\0resourceclaim\0persistentVolumeClaim\0io.k8s.api.core.v1.PersistentVolumeClaim\0"
    "io.k8s.api.scheduling.v1alpha3.WorkloadPodGroupResourceClaim\0io.k8s.api.scheduling.v1alpha3.PodGroupResourceClaim\0"
    "io.k8s.api.scheduling.v1beta1.PodGroupResourceClaim\0io.k8s.api.core.v1.PodResourceClaim\0io.k8s.api.resource.v1beta2.ResourceClaim\0"
    "io.k8s.api.core.v1.ResourceClaim\0io.k8s.api.resource.v1.ResourceClaim\0io.k8s.api.resource.v1beta1.ResourceClaim\0"
    "io.k8s.api.resource.v1beta2.DeviceClaim\0io.k8s.api.resource.v1.DeviceClaim\0io.k8s.api.resource.v1beta1.DeviceClaim\0"
    "readOnlyRootFilesystem\0operatingSystem\0io.k8s.api.core.v1.LimitRangeItem\0io.k8s.api.core.v1.Sysctl\0url\0pool\0bool\0storagePool\0"
    "io.k8s.api.resource.v1beta2.ResourcePool\0io.k8s.api.resource.v1.ResourcePool\0io.k8s.api.resource.v1beta1.ResourcePool\0port,protocol\0"
    "containerPort,protocol\0appProtocol\0all\0level\0cel\0targetPortal\0total\0plural\0ephemeral\0external\0optional\0signal\0stopSignal\0"
    "local\0photonPersistentDisk\0gcePersistentDisk\0azureDisk\0hostNetwork\0webhook\0io.k8s.api.admissionregistration.v1.MutatingWebhook\0"
    "io.k8s.api.admissionregistration.v1.ValidatingWebhook\0selfLink\0ipBlock\0io.k8s.api.networking.v1.IPBlock\0iscsi\0health\0volumeHealth\0"
    "io.k8s.api.core.v1.PodVolumeHealth\0storageHealth\0io.k8s.api.storage.v1.StorageHealth\0io.k8s.api.core.v1.ResourceHealth\0maxLength\0"
    "minLength\0path\0keyPath\0hostPath\0mountPath\0io.k8s.api.networking.v1.HTTPIngressPath\0statusReplicasPath\0specReplicasPath\0"
    "labelSelectorPath\0io.k8s.api.core.v1.KeyToPath\0jsonPath\0certificateChainPath\0volumePath\0credentialBundlePath\0terminationMessagePath\0"
    "devicePath\0fieldPath\0subPath\0requiresRepublish\0batch\0jsonPatch\0io.k8s.api.admissionregistration.v1.JSONPatch\0"
    "io.k8s.api.admissionregistration.v1beta1.JSONPatch\0io.k8s.api.admissionregistration.v1alpha1.JSONPatch\0serving\0queuing\0waiting\0"
    "io.k8s.api.core.v1.ContainerStateWaiting\0terminating\0preventPodSchedulingIfMissing\0keyring\0x-kubernetes-int-or-string\0mapping\0"
    "io.k8s.api.resource.v1beta2.NodeAllocatableMapping\0io.k8s.api.resource.v1.NodeAllocatableMapping\0"
    "io.k8s.api.resource.v1beta1.NodeAllocatableMapping\0warning\0deprecationWarning\0io.k8s.api.admissionregistration.v1.ExpressionWarning\0"
    "running\0io.k8s.api.core.v1.ContainerStateRunning\0scheduling\0io.k8s.api.node.v1.Scheduling\0autoscaling\0typeChecking\0"
    "io.k8s.api.admissionregistration.v1.TypeChecking\0regarding\0mutatingadmissionpolicybinding\0validatingadmissionpolicybinding\0"
    "clusterrolebinding\0io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicyBinding\0"
    "io.k8s.api.admissionregistration.v1beta1.MutatingAdmissionPolicyBinding\0"
    "io.k8s.api.admissionregistration.v1alpha1.MutatingAdmissionPolicyBinding\0"
    "io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyBinding\0io.k8s.api.rbac.v1.ClusterRoleBinding\0"
    "io.k8s.api.rbac.v1.RoleBinding\0io.k8s.api.core.v1.Binding\0gang\0config\0sessionAffinityConfig\0io.k8s.api.core.v1.SessionAffinityConfig\0"
    "clientConfig\0io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.WebhookClientConfig\0"
    "io.k8s.api.admissionregistration.v1.WebhookClientConfig\0dnsConfig\0io.k8s.api.core.v1.PodDNSConfig\0io.k8s.api.core.v1.ClientIPConfig\0"
    "optionalOldSelf\0$ref\0secretKeyRef\0configMapKeyRef\0fileKeyRef\0parentRef\0secretRef\0controllerPublishSecretRef\0nodePublishSecretRef\0"
    "nodeStageSecretRef\0controllerExpandSecretRef\0nodeExpandSecretRef\0targetRef\0scaleTargetRef\0controllerRef\0configMapRef\0claimRef\0"
    "paramRef\0io.k8s.api.admissionregistration.v1.ParamRef\0io.k8s.api.admissionregistration.v1beta1.ParamRef\0"
    "io.k8s.api.admissionregistration.v1alpha1.ParamRef\0roleRef\0io.k8s.api.rbac.v1.RoleRef\0imageRef\0dataSourceRef\0fieldRef\0"
    "resourceFieldRef\0workloadRef\0anyOf\0allOf\0oneOf\0multipleOf\0resize\0maximumVolumeSize\0handSize\0active\0opaque\0value\0"
    "io.k8s.api.networking.v1.HTTPIngressRuleValue\0averageValue\0quobyte\0attribute\0distinctAttribute\0matchAttribute\0partitionTypeAttribute\0"
    "defaultPartitionTypeAttribute\0io.k8s.api.resource.v1beta2.DeviceAttribute\0io.k8s.api.resource.v1.DeviceAttribute\0"
    "io.k8s.api.resource.v1beta1.DeviceAttribute\0io.k8s.api.resource.v1beta2.DeviceDerivedAttribute\0"
    "io.k8s.api.resource.v1.DeviceDerivedAttribute\0io.k8s.api.resource.v1beta1.DeviceDerivedAttribute\0note\0incomplete\0state\0lastState\0"
    "io.k8s.api.core.v1.ContainerState\0resourceclaimtemplate\0podtemplate\0io.k8s.api.scheduling.v1alpha3.CompositePodGroupTemplate\0"
    "io.k8s.api.scheduling.v1beta1.CompositePodGroupTemplate\0io.k8s.api.scheduling.v1alpha3.PodGroupTemplate\0"
    "io.k8s.api.scheduling.v1beta1.PodGroupTemplate\0volumeClaimTemplate\0io.k8s.api.core.v1.PersistentVolumeClaimTemplate\0"
    "io.k8s.api.resource.v1beta2.ResourceClaimTemplate\0io.k8s.api.resource.v1.ResourceClaimTemplate\0"
    "io.k8s.api.resource.v1beta1.ResourceClaimTemplate\0io.k8s.api.core.v1.PodTemplate\0jobTemplate\0rollingUpdate\0leasecandidate\0"
    "io.k8s.api.coordination.v1alpha2.LeaseCandidate\0io.k8s.api.coordination.v1beta1.LeaseCandidate\0certificate\0podCertificate\0"
    "io.k8s.api.core.v1.PodReadinessGate\0io.k8s.api.core.v1.PodSchedulingGate\0limitResponse\0io.k8s.api.flowcontrol.v1.LimitResponse\0phase\0"
    "lease\0io.k8s.api.coordination.v1.Lease\0volumesInUse\0architecture\0awsElasticBlockStore\0notBefore\0x-kubernetes-list-type\0"
    "x-kubernetes-map-type\0keyType\0addressType\0fsType\0fieldsType\0conditionType\0pathType\0patchType\0scope\0clusterScope\0zone\0"
    "io.k8s.api.discovery.v1.ForZone\0timeZone\0persistentvolume\0portworxVolume\0flexVolume\0io.k8s.api.core.v1.PersistentVolume\0"
    "vsphereVolume\0io.k8s.api.core.v1.AttachedVolume\0io.k8s.api.core.v1.Volume\0time\0renewTime\0startTime\0eventTime\0heartbeatTime\0"
    "lastHeartbeatTime\0lastTransitionTime\0lastPhaseTransitionTime\0completionTime\0expectedCompletionTime\0lastSuccessfulTime\0pingTime\0"
    "lastUpdateTime\0acquireTime\0lastScheduleTime\0lastScaleTime\0lastProbeTime\0lastObservedTime\0scheme\0hostname\0username\0policyName\0"
    "storagePolicyName\0requestName\0serviceAccountName\0datasetName\0secretName\0priorityClassName\0ingressClassName\0"
    "volumeAttributesClassName\0currentVolumeAttributesClassName\0targetVolumeAttributesClassName\0runtimeClassName\0storageClassName\0"
    "deviceClassName\0initiatorName\0driverName\0runAsUserName\0containerName\0targetContainerName\0signerName\0schedulerName\0podGroupName\0"
    "parentCompositePodGroupName\0claimName\0resourceClaimName\0poolName\0externalName\0diskName\0generateName\0templateName\0"
    "resourceClaimTemplateName\0leaseName\0shareName\0scopeName\0volumeName\0persistentVolumeName\0nodeName\0nominatedNodeName\0resourceName\0"
    "extendedResourceName\0serviceName\0interfaceName\0pdName\0podName\0workloadName\0gmsaCredentialSpecName\0devicetaintrule\0schedule\0"
    "io.k8s.api.batch.v1.SuccessPolicyRule\0io.k8s.api.batch.v1.PodFailurePolicyRule\0io.k8s.api.flowcontrol.v1.NonResourcePolicyRule\0"
    "io.k8s.api.flowcontrol.v1.ResourcePolicyRule\0io.k8s.api.rbac.v1.PolicyRule\0io.k8s.api.core.v1.ContainerRestartRule\0"
    "io.k8s.api.resource.v1alpha3.DeviceTaintRule\0io.k8s.api.resource.v1beta2.DeviceTaintRule\0io.k8s.api.resource.v1.DeviceTaintRule\0"
    "io.k8s.api.networking.v1.NetworkPolicyIngressRule\0io.k8s.api.networking.v1.IngressRule\0io.k8s.api.networking.v1.NetworkPolicyEgressRule\0"
    "aggregationRule\0io.k8s.api.rbac.v1.AggregationRule\0io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ValidationRule\0"
    "io.k8s.api.authorization.v1.NonResourceRule\0io.k8s.api.authorization.v1.ResourceRule\0title\0example\0clusterrole\0"
    "io.k8s.api.rbac.v1.ClusterRole\0io.k8s.api.rbac.v1.Role\0localhostProfile\0appArmorProfile\0io.k8s.api.core.v1.AppArmorProfile\0"
    "seccompProfile\0io.k8s.api.core.v1.SeccompProfile\0secretFile\0azureFile\0io.k8s.api.core.v1.DownwardAPIVolumeFile\0single\0"
    "clustertrustbundle\0trustBundle\0clusterTrustBundle\0io.k8s.api.certificates.v1.ClusterTrustBundle\0"
    "io.k8s.api.certificates.v1beta1.ClusterTrustBundle\0caBundle\0volumeHandle\0lifecycle\0io.k8s.api.core.v1.Lifecycle\0immutable\0"
    "allocatable\0unschedulable\0nullable\0maxUnavailable\0numberUnavailable\0firstAvailable\0numberAvailable\0minAvailable\0"
    "io.k8s.api.admissionregistration.v1.Variable\0io.k8s.api.admissionregistration.v1beta1.Variable\0"
    "io.k8s.api.admissionregistration.v1alpha1.Variable\0topologyKey,whenUnsatisfiable\0scale\0"
    "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresourceScale\0maxSurge\0limitrange\0"
    "io.k8s.api.resource.v1beta2.CapacityRequestPolicyRange\0io.k8s.api.resource.v1.CapacityRequestPolicyRange\0"
    "io.k8s.api.resource.v1beta1.CapacityRequestPolicyRange\0io.k8s.api.core.v1.LimitRange\0validRange\0currentCPUUtilizationPercentage\0"
    "targetCPUUtilizationPercentage\0message\0storage\0image\0osImage\0io.k8s.api.core.v1.ContainerImage\0csinode\0mode\0"
    "io.k8s.api.discovery.v1.ForNode\0bindsToNode\0io.k8s.api.storage.v1.CSINode\0io.k8s.api.core.v1.Node\0defaultMode\0accessMode\0ipMode\0"
    "disruptionMode\0io.k8s.api.scheduling.v1alpha3.WorkloadPodGroupDisruptionMode\0io.k8s.api.scheduling.v1alpha3.CompositeDisruptionMode\0"
    "io.k8s.api.scheduling.v1beta1.CompositeDisruptionMode\0io.k8s.api.scheduling.v1alpha3.DisruptionMode\0"
    "io.k8s.api.scheduling.v1beta1.DisruptionMode\0completionMode\0allocationMode\0cachingMode\0volumeBindingMode\0volumeMode\0storageMode\0"
    "exitCode\0errorCode\0hostnameOverride\0subresource\0x-kubernetes-embedded-resource\0containerResource\0"
    "io.k8s.apimachinery.pkg.apis.meta.v1.GroupResource\0io.k8s.api.resource.v1beta2.NodeAllocatableResource\0"
    "io.k8s.api.resource.v1.NodeAllocatableResource\0io.k8s.api.resource.v1beta1.NodeAllocatableResource\0io.k8s.api.core.v1.SecretEnvSource\0"
    "io.k8s.api.core.v1.ConfigMapEnvSource\0io.k8s.api.core.v1.EventSource\0io.k8s.api.storage.v1.VolumeAttachmentSource\0"
    "io.k8s.api.core.v1.EnvVarSource\0io.k8s.api.core.v1.EnvFromSource\0configSource\0io.k8s.api.core.v1.ConfigMapNodeConfigSource\0"
    "io.k8s.api.core.v1.NodeConfigSource\0io.k8s.api.core.v1.PortworxVolumeSource\0io.k8s.api.core.v1.FlexVolumeSource\0"
    "io.k8s.api.core.v1.FlexPersistentVolumeSource\0io.k8s.api.core.v1.GlusterfsPersistentVolumeSource\0"
    "io.k8s.api.core.v1.CinderPersistentVolumeSource\0io.k8s.api.core.v1.AzureFilePersistentVolumeSource\0"
    "io.k8s.api.core.v1.StorageOSPersistentVolumeSource\0io.k8s.api.core.v1.CephFSPersistentVolumeSource\0"
    "io.k8s.api.core.v1.ScaleIOPersistentVolumeSource\0io.k8s.api.core.v1.ISCSIPersistentVolumeSource\0"
    "io.k8s.api.core.v1.CSIPersistentVolumeSource\0io.k8s.api.core.v1.RBDPersistentVolumeSource\0io.k8s.api.core.v1.SecretVolumeSource\0"
    "io.k8s.api.core.v1.GlusterfsVolumeSource\0io.k8s.api.core.v1.EmptyDirVolumeSource\0io.k8s.api.core.v1.FlockerVolumeSource\0"
    "io.k8s.api.core.v1.CinderVolumeSource\0io.k8s.api.core.v1.ConfigMapVolumeSource\0io.k8s.api.core.v1.GitRepoVolumeSource\0"
    "io.k8s.api.core.v1.PersistentVolumeClaimVolumeSource\0io.k8s.api.core.v1.EphemeralVolumeSource\0io.k8s.api.core.v1.LocalVolumeSource\0"
    "io.k8s.api.core.v1.PhotonPersistentDiskVolumeSource\0io.k8s.api.core.v1.GCEPersistentDiskVolumeSource\0"
    "io.k8s.api.core.v1.VsphereVirtualDiskVolumeSource\0io.k8s.api.core.v1.AzureDiskVolumeSource\0io.k8s.api.core.v1.HostPathVolumeSource\0"
    "io.k8s.api.core.v1.QuobyteVolumeSource\0io.k8s.api.core.v1.AWSElasticBlockStoreVolumeSource\0io.k8s.api.core.v1.AzureFileVolumeSource\0"
    "io.k8s.api.core.v1.ImageVolumeSource\0io.k8s.api.core.v1.ProjectedVolumeSource\0io.k8s.api.core.v1.StorageOSVolumeSource\0"
    "io.k8s.api.core.v1.CephFSVolumeSource\0io.k8s.api.core.v1.NFSVolumeSource\0io.k8s.api.core.v1.ScaleIOVolumeSource\0"
    "io.k8s.api.core.v1.ISCSIVolumeSource\0io.k8s.api.core.v1.CSIVolumeSource\0io.k8s.api.core.v1.DownwardAPIVolumeSource\0"
    "io.k8s.api.core.v1.RBDVolumeSource\0io.k8s.api.core.v1.FCVolumeSource\0deprecatedSource\0io.k8s.api.autoscaling.v2.ObjectMetricSource\0"
    "io.k8s.api.autoscaling.v2.PodsMetricSource\0io.k8s.api.autoscaling.v2.ExternalMetricSource\0"
    "io.k8s.api.autoscaling.v2.ContainerResourceMetricSource\0io.k8s.api.autoscaling.v2.ResourceMetricSource\0dataSource\0preference\0"
    "io.k8s.api.networking.v1.ParentReference\0io.k8s.api.core.v1.SecretReference\0io.k8s.api.autoscaling.v2.CrossVersionObjectReference\0"
    "io.k8s.api.autoscaling.v1.CrossVersionObjectReference\0io.k8s.api.scheduling.v1alpha3.TypedLocalObjectReference\0"
    "io.k8s.api.core.v1.TypedLocalObjectReference\0io.k8s.api.scheduling.v1beta1.TypedLocalObjectReference\0"
    "io.k8s.api.core.v1.LocalObjectReference\0io.k8s.api.core.v1.TypedObjectReference\0io.k8s.api.core.v1.ObjectReference\0"
    "io.k8s.api.networking.v1.IngressClassParametersReference\0io.k8s.apimachinery.pkg.apis.meta.v1.OwnerReference\0"
    "io.k8s.api.resource.v1beta2.ResourceClaimConsumerReference\0io.k8s.api.resource.v1.ResourceClaimConsumerReference\0"
    "io.k8s.api.resource.v1beta1.ResourceClaimConsumerReference\0io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationReference\0"
    "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ServiceReference\0io.k8s.api.admissionregistration.v1.ServiceReference\0"
    "io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.ServiceReference\0io.k8s.api.lifecycle.v1alpha1.EvictionRequestPodReference\0"
    "io.k8s.api.lifecycle.v1alpha1.EvictionPodReference\0io.k8s.api.scheduling.v1alpha3.WorkloadReference\0"
    "io.k8s.api.scheduling.v1beta1.WorkloadReference\0audience\0matchingPrecedence\0reportingInstance\0tolerance\0stdinOnce\0apiservice\0"
    "io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIService\0io.k8s.api.core.v1.Service\0device\0io.k8s.api.core.v1.VolumeDevice\0"
    "io.k8s.api.resource.v1beta1.BasicDevice\0io.k8s.api.resource.v1beta2.Device\0io.k8s.api.resource.v1.Device\0"
    "io.k8s.api.resource.v1beta1.Device\0endpointslice\0resourceslice\0io.k8s.api.discovery.v1.EndpointSlice\0"
    "io.k8s.api.resource.v1beta2.ResourceSlice\0io.k8s.api.resource.v1.ResourceSlice\0io.k8s.api.resource.v1beta1.ResourceSlice\0namespace\0"
    "secretNamespace\0endpointsNamespace\0shareProcessNamespace\0runningInUserNamespace\0volumeNamespace\0io.k8s.api.core.v1.Namespace\0"
    "iscsiInterface\0readinessProbe\0livenessProbe\0startupProbe\0io.k8s.api.core.v1.Probe\0hard\0pod\0lastKnownGood\0distinguisherMethod\0"
    "io.k8s.api.flowcontrol.v1.FlowDistinguisherMethod\0perPod\0io.k8s.api.core.v1.Pod\0kind\0listKind\0paramKind\0"
    "io.k8s.api.admissionregistration.v1.ParamKind\0io.k8s.api.admissionregistration.v1beta1.ParamKind\0"
    "io.k8s.api.admissionregistration.v1alpha1.ParamKind\0suspend\0backend\0defaultBackend\0io.k8s.api.networking.v1.IngressBackend\0"
    "io.k8s.api.networking.v1.IngressServiceBackend\0command\0successThreshold\0failureThreshold\0"
    "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.SelectableField\0uid\0gid\0podFixed\0allowed\0disruptionsAllowed\0served\0started\0"
    "limited\0whenDeleted\0projected\0terminated\0io.k8s.api.core.v1.ContainerStateTerminated\0related\0authenticated\0deprecated\0paused\0"
    "required\0attachRequired\0assigned\0consumed\0numberMisscheduled\0currentNumberScheduled\0updatedNumberScheduled\0desiredNumberScheduled\0"
    "failed\0sslEnabled\0whenScaled\0denied\0ttlSecondsAfterFinished\0attached\0volumesAttached\0privileged\0succeeded\0timeAdded\0add\0rbd\0"
    "workload\0io.k8s.api.scheduling.v1alpha3.Workload\0io.k8s.api.scheduling.v1beta1.Workload\0overhead\0"
    "io.k8s.api.resource.v1beta2.NodeAllocatableOverhead\0io.k8s.api.resource.v1.NodeAllocatableOverhead\0"
    "io.k8s.api.resource.v1beta1.NodeAllocatableOverhead\0io.k8s.api.node.v1.Overhead\0grpc\0basic\0metric\0fc\0exec\0spec\0"
    "io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicySpec\0io.k8s.api.admissionregistration.v1beta1.MutatingAdmissionPolicySpec\0"
    "io.k8s.api.admissionregistration.v1alpha1.MutatingAdmissionPolicySpec\0io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicySpec\0"
    "io.k8s.api.networking.v1.NetworkPolicySpec\0io.k8s.api.authorization.v1.SelfSubjectAccessReviewSpec\0"
    "io.k8s.api.authorization.v1.SubjectAccessReviewSpec\0io.k8s.api.authorization.v1.SelfSubjectRulesReviewSpec\0"
    "io.k8s.api.authentication.v1.TokenReviewSpec\0io.k8s.api.resource.v1alpha3.ResourcePoolStatusRequestSpec\0"
    "io.k8s.api.lifecycle.v1alpha1.EvictionRequestSpec\0io.k8s.api.certificates.v1.CertificateSigningRequestSpec\0"
    "io.k8s.api.certificates.v1.PodCertificateRequestSpec\0io.k8s.api.certificates.v1beta1.PodCertificateRequestSpec\0"
    "io.k8s.api.apps.v1.DeploymentSpec\0io.k8s.api.storage.v1.VolumeAttachmentSpec\0io.k8s.api.policy.v1.PodDisruptionBudgetSpec\0"
    "io.k8s.api.apps.v1.DaemonSetSpec\0io.k8s.api.apps.v1.StatefulSetSpec\0io.k8s.api.apps.v1.ReplicaSetSpec\0"
    "io.k8s.api.networking.v1.IngressSpec\0io.k8s.api.networking.v1.IPAddressSpec\0io.k8s.api.networking.v1.IngressClassSpec\0"
    "io.k8s.api.resource.v1beta2.DeviceClassSpec\0io.k8s.api.resource.v1.DeviceClassSpec\0io.k8s.api.resource.v1beta1.DeviceClassSpec\0"
    "io.k8s.api.storage.v1.CSIDriverSpec\0io.k8s.api.core.v1.ReplicationControllerSpec\0io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerSpec\0"
    "io.k8s.api.autoscaling.v1.HorizontalPodAutoscalerSpec\0io.k8s.api.scheduling.v1alpha3.CompositePodGroupSpec\0"
    "io.k8s.api.scheduling.v1alpha3.PodGroupSpec\0io.k8s.api.scheduling.v1beta1.PodGroupSpec\0"
    "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionSpec\0io.k8s.api.lifecycle.v1alpha1.EvictionSpec\0"
    "io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationSpec\0io.k8s.api.storagemigration.v1.StorageVersionMigrationSpec\0"
    "io.k8s.api.storagemigration.v1beta1.StorageVersionMigrationSpec\0io.k8s.api.core.v1.PersistentVolumeClaimSpec\0"
    "io.k8s.api.resource.v1beta2.ResourceClaimSpec\0io.k8s.api.resource.v1.ResourceClaimSpec\0io.k8s.api.resource.v1beta1.ResourceClaimSpec\0"
    "gmsaCredentialSpec\0io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicyBindingSpec\0"
    "io.k8s.api.admissionregistration.v1beta1.MutatingAdmissionPolicyBindingSpec\0"
    "io.k8s.api.admissionregistration.v1alpha1.MutatingAdmissionPolicyBindingSpec\0"
    "io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec\0io.k8s.api.resource.v1beta2.ResourceClaimTemplateSpec\0"
    "io.k8s.api.resource.v1.ResourceClaimTemplateSpec\0io.k8s.api.resource.v1beta1.ResourceClaimTemplateSpec\0"
    "io.k8s.api.core.v1.PodTemplateSpec\0io.k8s.api.batch.v1.JobTemplateSpec\0io.k8s.api.coordination.v1alpha2.LeaseCandidateSpec\0"
    "io.k8s.api.coordination.v1beta1.LeaseCandidateSpec\0io.k8s.api.coordination.v1.LeaseSpec\0io.k8s.api.core.v1.PersistentVolumeSpec\0"
    "inlineVolumeSpec\0io.k8s.api.resource.v1alpha3.DeviceTaintRuleSpec\0io.k8s.api.resource.v1beta2.DeviceTaintRuleSpec\0"
    "io.k8s.api.resource.v1.DeviceTaintRuleSpec\0io.k8s.api.certificates.v1.ClusterTrustBundleSpec\0"
    "io.k8s.api.certificates.v1beta1.ClusterTrustBundleSpec\0io.k8s.api.core.v1.LimitRangeSpec\0io.k8s.api.storage.v1.CSINodeSpec\0"
    "io.k8s.api.core.v1.NodeSpec\0io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceSpec\0io.k8s.api.core.v1.ServiceSpec\0"
    "io.k8s.api.resource.v1beta2.ResourceSliceSpec\0io.k8s.api.resource.v1.ResourceSliceSpec\0io.k8s.api.resource.v1beta1.ResourceSliceSpec\0"
    "io.k8s.api.core.v1.NamespaceSpec\0io.k8s.api.core.v1.PodSpec\0io.k8s.api.scheduling.v1alpha3.WorkloadSpec\0"
    "io.k8s.api.scheduling.v1beta1.WorkloadSpec\0io.k8s.api.autoscaling.v2.MetricSpec\0io.k8s.api.batch.v1.CronJobSpec\0"
    "io.k8s.api.batch.v1.JobSpec\0io.k8s.api.core.v1.ResourceQuotaSpec\0io.k8s.api.flowcontrol.v1.FlowSchemaSpec\0"
    "io.k8s.api.networking.v1.ServiceCIDRSpec\0verb\0cronjob\0io.k8s.api.batch.v1.CronJob\0io.k8s.api.batch.v1.Job\0resourcequota\0"
    "io.k8s.api.core.v1.ResourceQuota\0io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta\0metadata\0attachmentMetadata\0binaryData\0networkData\0"
    "stringData\0io.k8s.api.resource.v1beta2.NetworkDeviceData\0io.k8s.api.resource.v1.NetworkDeviceData\0"
    "io.k8s.api.resource.v1beta1.NetworkDeviceData\0extra\0flowschema\0$schema\0io.k8s.api.flowcontrol.v1.FlowSchema\0openAPIV3Schema\0"
    "io.k8s.api.core.v1.PodOS\0io.k8s.api.networking.v1.IngressTLS\0io.k8s.api.networking.v1.ServiceCIDR\0podCIDR\0hostIP\0"
    "io.k8s.api.core.v1.HostIP\0clientIP\0clusterIP\0loadBalancerIP\0podIP\0io.k8s.api.core.v1.PodIP\0scaleIO\0setHostnameAsFQDN\0diskURI\0"
    "downwardAPI\0storagePolicyID\0bootID\0apiServerID\0containerID\0providerID\0externalID\0driver,device,pool,shareID\0machineID\0volumeID\0"
    "imageID\0nodeID\0resourceID\0pdID\0serviceAccountUID\0nodeUID\0podUID\0datasetUUID\0systemUUID\0hostPID\0hostIPC\0v1alpha3\0v2\0v1beta2\0"
    "v1alpha2\0v1\0v1beta1\0v1alpha1\0fieldsV1";

static const struct schema_field_row fields[] = {
    {26788, 0, 0, 65535, 0, 0}, {969, 0, 0, 65535, 0, 8}, {26799, 0, 0, 65535, 0, 8}, {31523, 0, 0, 65535, 0, 8}, {30043, 0, 0, 65535, 0, 8},
    {26788, 0, 0, 65535, 0, 0}, {26788, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8}, {16934, 0, 0, 13, 48, 16}, {2096, 0, 0, 65535, 0, 0},
    {19845, 0, 0, 707, 16, 0}, {19386, 0, 0, 707, 16, 0}, {16903, 0, 0, 13, 48, 16}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 9, 16, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0},
    {42661, 0, 0, 8, 16, 0}, {17626, 0, 0, 5, 16, 0}, {31310, 0, 0, 15, 16, 0}, {33651, 0, 0, 65535, 0, 0}, {2818, 0, 0, 65535, 0, 0},
    {14331, 33637, 33637, 4, 48, 49}, {11944, 0, 0, 5, 16, 0}, {14446, 0, 0, 12, 48, 16}, {41529, 0, 0, 14, 16, 0}, {1714, 0, 0, 65535, 0, 0},
    {16988, 0, 0, 27, 48, 16}, {15035, 0, 0, 65535, 48, 24}, {30833, 0, 0, 28, 16, 8}, {2818, 0, 0, 65535, 0, 0}, {14331, 33637, 33637, 4, 48, 49},
    {2096, 0, 0, 65535, 0, 0}, {33637, 0, 0, 65535, 0, 8}, {19845, 0, 0, 707, 16, 0}, {19386, 0, 0, 707, 16, 0}, {1714, 0, 0, 65535, 0, 0},
    {16836, 0, 0, 16, 48, 16}, {12847, 0, 0, 65535, 0, 8}, {18377, 0, 0, 65535, 1, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 0}, {15434, 33637, 33637, 10, 48, 49}, {24995, 0, 0, 0, 16, 0}, {29586, 0, 0, 3, 16, 0}, {33133, 0, 0, 65535, 0, 8},
    {13953, 0, 0, 65535, 48, 16}, {15084, 0, 0, 65535, 48, 16}, {14642, 0, 0, 65535, 48, 16}, {16797, 0, 0, 65535, 48, 16},
    {17532, 0, 0, 65535, 48, 16}, {33143, 0, 0, 65535, 0, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {33637, 0, 0, 65535, 0, 0},
    {41175, 0, 0, 65535, 0, 0}, {24528, 0, 0, 65535, 0, 0}, {19113, 0, 0, 707, 16, 0}, {13953, 0, 0, 65535, 48, 16}, {15084, 0, 0, 65535, 48, 16},
    {14642, 0, 0, 65535, 48, 16}, {17532, 0, 0, 65535, 48, 16}, {33143, 0, 0, 65535, 0, 0}, {33637, 0, 0, 65535, 0, 8}, {41175, 0, 0, 65535, 0, 8},
    {29292, 0, 0, 65535, 0, 0}, {4358, 0, 0, 65535, 1, 0}, {15497, 0, 0, 2, 48, 16}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 22, 16, 0}, {7716, 0, 0, 23, 16, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 21, 16, 8}, {17626, 0, 0, 5, 16, 0}, {31310, 0, 0, 15, 16, 0}, {33651, 0, 0, 65535, 0, 8},
    {14428, 0, 0, 65535, 48, 40}, {14468, 0, 0, 1, 48, 16}, {2818, 0, 0, 65535, 0, 0}, {14331, 33637, 33637, 4, 48, 49}, {11944, 0, 0, 5, 16, 0},
    {41529, 0, 0, 14, 16, 0}, {14943, 0, 0, 26, 48, 16}, {16988, 33637, 33637, 27, 48, 49}, {14260, 0, 33045, 704, 48, 48},
    {26409, 0, 0, 65535, 1, 0}, {30226, 0, 0, 18, 16, 0}, {15035, 0, 0, 65535, 48, 24}, {30833, 0, 0, 28, 16, 8}, {2818, 0, 0, 65535, 0, 0},
    {14331, 33637, 33637, 4, 48, 49}, {2096, 0, 0, 65535, 0, 0}, {33637, 0, 0, 65535, 0, 8}, {19845, 0, 0, 707, 16, 0}, {19386, 0, 0, 707, 16, 0},
    {16836, 0, 0, 16, 48, 16}, {12847, 0, 0, 65535, 0, 8}, {18377, 0, 0, 65535, 1, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 0}, {15434, 33637, 33637, 24, 48, 49}, {26788, 0, 0, 65535, 0, 8}, {36250, 0, 0, 65535, 0, 0}, {26815, 0, 0, 65535, 0, 0},
    {22304, 0, 0, 65535, 0, 0}, {26788, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8}, {35513, 0, 0, 65535, 7, 0}, {40712, 0, 0, 17, 16, 0},
    {28617, 0, 0, 65535, 0, 0}, {26788, 0, 0, 65535, 0, 0}, {26788, 0, 0, 65535, 0, 0}, {26788, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8},
    {16934, 0, 0, 38, 48, 16}, {2096, 0, 0, 65535, 0, 0}, {19845, 0, 0, 707, 16, 0}, {19386, 0, 0, 707, 16, 0}, {16903, 0, 0, 38, 48, 16},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 36, 16, 0}, {27198, 0, 0, 65535, 0, 0},
    {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 35, 16, 0}, {17626, 0, 0, 32, 16, 0}, {31310, 0, 0, 40, 16, 0},
    {33651, 0, 0, 65535, 0, 0}, {2818, 0, 0, 65535, 0, 0}, {14331, 33637, 33637, 31, 48, 49}, {11944, 0, 0, 32, 16, 0}, {14446, 0, 0, 37, 48, 16},
    {41529, 0, 0, 39, 16, 0}, {1714, 0, 0, 65535, 0, 0}, {16988, 0, 0, 41, 48, 16}, {24995, 0, 0, 29, 16, 0}, {29586, 0, 0, 30, 16, 0},
    {33133, 0, 0, 65535, 0, 8}, {13953, 0, 0, 65535, 48, 16}, {15084, 0, 0, 65535, 48, 16}, {14642, 0, 0, 65535, 48, 16},
    {16797, 0, 0, 65535, 48, 16}, {17532, 0, 0, 65535, 48, 16}, {33143, 0, 0, 65535, 0, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0},
    {33637, 0, 0, 65535, 0, 0}, {41175, 0, 0, 65535, 0, 0}, {24528, 0, 0, 65535, 0, 0}, {19113, 0, 0, 707, 16, 0}, {26788, 0, 0, 65535, 0, 8},
    {33637, 0, 0, 65535, 0, 8}, {26788, 0, 0, 65535, 0, 0}, {26788, 0, 0, 65535, 0, 0}, {26788, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8},
    {16934, 0, 0, 51, 48, 16}, {2096, 0, 0, 65535, 0, 0}, {19845, 0, 0, 707, 16, 0}, {19386, 0, 0, 707, 16, 0}, {16903, 0, 0, 51, 48, 16},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 49, 16, 0}, {27198, 0, 0, 65535, 0, 0},
    {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 48, 16, 0}, {17626, 0, 0, 45, 16, 0}, {31310, 0, 0, 53, 16, 0},
    {33651, 0, 0, 65535, 0, 0}, {2818, 0, 0, 65535, 0, 0}, {14331, 33637, 33637, 44, 48, 49}, {11944, 0, 0, 45, 16, 0}, {14446, 0, 0, 50, 48, 16},
    {41529, 0, 0, 52, 16, 0}, {1714, 0, 0, 65535, 0, 0}, {16988, 0, 0, 54, 48, 16}, {24995, 0, 0, 42, 16, 0}, {29586, 0, 0, 43, 16, 0},
    {33133, 0, 0, 65535, 0, 8}, {13953, 0, 0, 65535, 48, 16}, {15084, 0, 0, 65535, 48, 16}, {14642, 0, 0, 65535, 48, 16},
    {16797, 0, 0, 65535, 48, 16}, {17532, 0, 0, 65535, 48, 16}, {33143, 0, 0, 65535, 0, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0},
    {33637, 0, 0, 65535, 0, 0}, {41175, 0, 0, 65535, 0, 0}, {24528, 0, 0, 65535, 0, 0}, {19113, 0, 0, 707, 16, 0}, {26788, 0, 0, 65535, 0, 8},
    {33637, 0, 0, 65535, 0, 8}, {47129, 0, 0, 65535, 0, 8}, {15096, 0, 0, 65535, 48, 40}, {27209, 0, 0, 65535, 0, 8}, {15130, 0, 0, 65535, 48, 32},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 8}, {42661, 0, 0, 65535, 64, 0}, {7716, 0, 0, 58, 16, 0},
    {33428, 0, 0, 65535, 6, 0}, {36250, 0, 0, 65535, 0, 8}, {26409, 0, 0, 65535, 1, 0}, {22304, 0, 0, 65535, 0, 8}, {7716, 0, 0, 65535, 0, 8},
    {33045, 0, 0, 65535, 0, 8}, {27225, 0, 0, 65535, 0, 0}, {14260, 0, 33045, 57, 48, 48}, {15114, 0, 47129, 55, 48, 48}, {27198, 0, 0, 65535, 0, 0},
    {46587, 0, 0, 65535, 64, 8}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {27430, 0, 0, 65535, 1, 0}, {27198, 0, 0, 65535, 0, 0},
    {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 62, 16, 8}, {7716, 0, 0, 63, 16, 0}, {33428, 0, 0, 65535, 6, 0},
    {36250, 0, 0, 65535, 0, 0}, {22304, 0, 0, 65535, 0, 0}, {7716, 0, 0, 65535, 0, 0}, {33045, 0, 0, 65535, 0, 0}, {18314, 0, 0, 65535, 1, 0},
    {6623, 0, 0, 65535, 1, 0}, {19113, 0, 0, 707, 16, 8}, {32161, 0, 0, 314, 16, 8}, {844, 0, 0, 64, 16, 0}, {4853, 0, 0, 65535, 1, 0},
    {14260, 33045, 33045, 61, 48, 49}, {42166, 0, 0, 65535, 1, 8}, {42212, 0, 0, 65535, 1, 8}, {35667, 0, 0, 65535, 1, 0}, {42147, 0, 0, 65535, 1, 8},
    {1034, 0, 0, 65535, 1, 8}, {35634, 0, 0, 65535, 1, 0}, {26409, 0, 0, 65535, 1, 0}, {42189, 0, 0, 65535, 1, 0}, {32647, 0, 0, 74, 16, 0},
    {33045, 0, 0, 65535, 0, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 67, 16, 8},
    {7716, 0, 0, 68, 16, 0}, {33428, 0, 0, 65535, 6, 0}, {33537, 0, 0, 65535, 6, 0}, {36250, 0, 0, 65535, 0, 0}, {22304, 0, 0, 65535, 0, 0},
    {7716, 0, 0, 65535, 0, 0}, {33045, 0, 0, 65535, 0, 0}, {18314, 0, 0, 65535, 1, 0}, {42098, 0, 0, 65535, 3, 0}, {18470, 0, 0, 65535, 1, 0},
    {18871, 0, 0, 65535, 1, 0}, {6623, 0, 0, 65535, 1, 0}, {19113, 0, 0, 707, 16, 8}, {745, 0, 0, 69, 16, 4}, {32161, 0, 0, 314, 16, 8},
    {18956, 0, 0, 65535, 1, 0}, {4853, 0, 0, 65535, 1, 0}, {14260, 33045, 33045, 66, 48, 49}, {26409, 0, 0, 65535, 1, 0}, {18880, 0, 0, 65535, 1, 0},
    {18871, 0, 0, 65535, 1, 0}, {18934, 0, 0, 65535, 1, 0}, {18954, 0, 0, 65535, 1, 0}, {18974, 0, 0, 65535, 1, 0}, {32647, 0, 0, 75, 16, 0},
    {33045, 0, 0, 65535, 0, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 72, 16, 8},
    {7716, 0, 0, 73, 16, 0}, {33428, 0, 0, 65535, 6, 0}, {36250, 0, 0, 65535, 0, 0}, {22304, 0, 0, 65535, 0, 0}, {7716, 0, 0, 65535, 0, 0},
    {33045, 0, 0, 65535, 0, 0}, {18314, 0, 0, 65535, 1, 0}, {18871, 0, 0, 65535, 1, 0}, {19113, 0, 0, 707, 16, 8}, {32161, 0, 0, 314, 16, 0},
    {18956, 0, 0, 65535, 1, 0}, {14260, 33045, 33045, 71, 48, 49}, {19006, 0, 0, 65535, 1, 0}, {26409, 0, 0, 65535, 1, 0}, {18880, 0, 0, 65535, 1, 0},
    {18871, 0, 0, 65535, 1, 8}, {18934, 0, 0, 65535, 1, 0}, {35966, 0, 0, 65535, 4, 0}, {35619, 0, 0, 65535, 4, 0}, {35966, 0, 0, 65535, 4, 0},
    {35619, 0, 0, 65535, 4, 0}, {35619, 0, 0, 65535, 4, 0}, {22654, 0, 0, 65535, 1, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 81, 16, 8}, {7716, 0, 0, 82, 16, 0}, {33428, 0, 0, 65535, 6, 0}, {36250, 0, 0, 65535, 0, 0},
    {22304, 0, 0, 65535, 0, 0}, {7716, 0, 0, 65535, 0, 0}, {33045, 0, 0, 65535, 0, 0}, {4646, 0, 0, 65535, 1, 0}, {41988, 0, 0, 65535, 0, 0},
    {42253, 0, 0, 65535, 0, 0}, {18314, 0, 0, 65535, 1, 0}, {15386, 0, 0, 79, 16, 0}, {1583, 0, 0, 80, 16, 0}, {1335, 0, 0, 65535, 0, 0},
    {18871, 0, 0, 65535, 1, 0}, {6623, 0, 0, 65535, 1, 0}, {19113, 0, 0, 707, 16, 8}, {34283, 0, 0, 65535, 0, 0}, {32161, 0, 0, 314, 16, 8},
    {844, 0, 0, 83, 16, 0}, {16093, 0, 0, 285, 48, 16}, {18956, 0, 0, 65535, 1, 0}, {4853, 0, 0, 65535, 1, 0}, {14260, 33045, 33045, 78, 48, 49},
    {18906, 0, 0, 65535, 1, 0}, {27439, 0, 0, 65535, 0, 0}, {26409, 0, 0, 65535, 1, 0}, {18880, 0, 0, 65535, 1, 0}, {18871, 0, 0, 65535, 1, 8},
    {27493, 0, 0, 65535, 0, 0}, {18974, 0, 0, 65535, 1, 0}, {32647, 0, 0, 76, 16, 0}, {33045, 0, 0, 65535, 0, 0}, {27198, 0, 0, 65535, 0, 0},
    {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {7716, 0, 0, 85, 16, 0}, {22122, 0, 0, 89, 16, 0}, {27198, 0, 0, 65535, 0, 0},
    {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 87, 16, 8}, {7716, 0, 0, 88, 16, 0}, {18009, 0, 0, 65535, 48, 16},
    {27562, 0, 0, 65535, 0, 8}, {18009, 0, 0, 65535, 48, 16}, {42073, 0, 0, 65535, 3, 0}, {19986, 0, 0, 65535, 0, 0}, {20428, 0, 0, 89, 16, 0},
    {46778, 0, 0, 65535, 32, 0}, {13907, 0, 0, 65535, 48, 16}, {41921, 0, 0, 65535, 0, 0}, {33642, 0, 0, 65535, 0, 0}, {19234, 0, 0, 65535, 0, 0},
    {12413, 0, 0, 705, 48, 16}, {19234, 0, 0, 65535, 0, 0}, {12413, 0, 0, 708, 48, 16}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 102, 16, 8}, {7716, 0, 0, 103, 16, 0}, {29292, 0, 0, 65535, 0, 0}, {46423, 0, 0, 65535, 0, 0},
    {19085, 0, 0, 65535, 48, 16}, {18800, 0, 0, 65535, 48, 24}, {19875, 0, 0, 90, 16, 0}, {21279, 0, 0, 65535, 0, 0}, {19401, 0, 0, 91, 16, 0},
    {33637, 0, 0, 65535, 0, 0}, {41175, 0, 0, 65535, 0, 0}, {36854, 0, 0, 65535, 0, 0}, {36851, 0, 0, 65535, 0, 0}, {46423, 0, 0, 65535, 0, 0},
    {26852, 0, 0, 65535, 0, 0}, {13953, 0, 0, 65535, 48, 16}, {16797, 0, 0, 65535, 48, 16}, {17532, 0, 0, 65535, 48, 16},
    {18800, 0, 0, 65535, 48, 24}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 98, 16, 8},
    {7716, 0, 0, 103, 16, 0}, {15875, 0, 0, 93, 16, 0}, {15856, 0, 0, 95, 16, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 100, 16, 8}, {7716, 0, 0, 104, 16, 0}, {41175, 0, 0, 65535, 0, 0}, {27198, 0, 0, 65535, 0, 0},
    {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 102, 16, 8}, {7716, 0, 0, 103, 16, 0}, {46778, 0, 0, 65535, 32, 0},
    {13907, 0, 0, 65535, 48, 16}, {15875, 0, 0, 93, 16, 0}, {15856, 0, 0, 95, 16, 0}, {41921, 0, 0, 65535, 0, 0}, {20428, 0, 0, 65535, 0, 0},
    {41938, 0, 0, 65535, 3, 8}, {42264, 0, 0, 65535, 3, 0}, {19992, 0, 0, 65535, 0, 0}, {22304, 0, 0, 65535, 0, 0}, {19992, 0, 0, 65535, 0, 0},
    {32087, 0, 0, 65535, 3, 8}, {16917, 0, 0, 94, 48, 24}, {16903, 0, 0, 96, 48, 24}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 8},
    {33637, 0, 0, 65535, 0, 8}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 107, 16, 8},
    {7716, 0, 0, 108, 16, 0}, {18894, 0, 0, 65535, 1, 8}, {18922, 0, 0, 65535, 1, 0}, {31259, 0, 0, 105, 16, 8}, {36219, 0, 0, 65535, 1, 0},
    {36187, 0, 0, 65535, 1, 0}, {18906, 0, 0, 65535, 1, 8}, {18990, 0, 0, 65535, 1, 8}, {33581, 0, 0, 65535, 6, 0}, {26409, 0, 0, 65535, 1, 0},
    {20538, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8}, {6801, 0, 0, 124, 16, 8}, {20538, 0, 0, 65535, 0, 8}, {5545, 0, 0, 125, 16, 8},
    {33637, 0, 0, 65535, 0, 8}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8}, {42646, 0, 0, 121, 16, 8},
    {6801, 0, 0, 124, 16, 8}, {5545, 0, 0, 125, 16, 8}, {42646, 0, 0, 121, 16, 8}, {18540, 0, 0, 65535, 1, 8}, {33045, 0, 0, 65535, 0, 8},
    {31638, 0, 0, 65535, 1, 8}, {17283, 0, 0, 114, 48, 16}, {1376, 0, 0, 65535, 0, 0}, {18350, 0, 0, 65535, 1, 0}, {40689, 0, 0, 65535, 5, 0},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 119, 16, 8}, {7716, 0, 0, 120, 16, 0},
    {22212, 0, 0, 115, 16, 0}, {21715, 0, 0, 115, 16, 0}, {33428, 0, 0, 65535, 6, 0}, {36250, 0, 0, 65535, 0, 0}, {26409, 0, 0, 65535, 1, 0},
    {22304, 0, 0, 65535, 0, 0}, {7716, 0, 0, 65535, 0, 8}, {33045, 0, 0, 65535, 0, 8}, {20082, 0, 0, 117, 16, 0}, {18894, 0, 0, 65535, 1, 8},
    {18777, 0, 0, 122, 48, 16}, {18922, 0, 0, 65535, 1, 0}, {31259, 0, 0, 111, 16, 8}, {14260, 33045, 33045, 118, 48, 49}, {18785, 0, 0, 123, 48, 16},
    {18906, 0, 0, 65535, 1, 0}, {18990, 0, 0, 65535, 1, 8}, {33581, 0, 0, 65535, 6, 0}, {26409, 0, 0, 65535, 1, 0}, {33637, 0, 0, 65535, 0, 8},
    {19113, 0, 0, 707, 16, 0}, {36894, 0, 0, 109, 16, 0}, {28860, 0, 0, 112, 16, 0}, {7454, 0, 0, 126, 16, 0}, {18206, 0, 0, 128, 16, 0},
    {36854, 0, 0, 130, 16, 0}, {33045, 0, 0, 65535, 0, 8}, {36894, 0, 0, 110, 16, 0}, {28860, 0, 0, 113, 16, 0}, {7454, 0, 0, 127, 16, 0},
    {18206, 0, 0, 129, 16, 0}, {36854, 0, 0, 131, 16, 0}, {33045, 0, 0, 65535, 0, 8}, {24612, 0, 0, 65535, 1, 0}, {31690, 0, 0, 65535, 5, 0},
    {33045, 0, 0, 65535, 0, 8}, {31638, 0, 0, 65535, 5, 0}, {24612, 0, 0, 65535, 1, 0}, {31690, 0, 0, 65535, 5, 0}, {31638, 0, 0, 65535, 5, 0},
    {7476, 0, 0, 111, 16, 8}, {42646, 0, 0, 121, 16, 8}, {6801, 0, 0, 124, 16, 8}, {5545, 0, 0, 125, 16, 8}, {7476, 0, 0, 111, 16, 8},
    {42646, 0, 0, 121, 16, 8}, {42646, 0, 0, 121, 16, 8}, {6801, 0, 0, 124, 16, 8}, {5545, 0, 0, 125, 16, 8}, {42646, 0, 0, 121, 16, 8},
    {33637, 0, 0, 65535, 0, 8}, {6801, 0, 0, 124, 16, 8}, {5545, 0, 0, 125, 16, 8}, {33637, 0, 0, 65535, 0, 8}, {27198, 0, 0, 65535, 0, 0},
    {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 133, 16, 8}, {7716, 0, 0, 134, 16, 0}, {1144, 0, 0, 65535, 0, 0},
    {6600, 0, 0, 65535, 1, 0}, {32635, 0, 0, 140, 16, 8}, {34376, 0, 0, 65535, 0, 8}, {18494, 0, 0, 65535, 1, 0}, {6573, 0, 0, 65535, 1, 0},
    {41688, 0, 0, 65535, 3, 0}, {33199, 0, 0, 65535, 0, 0}, {31624, 0, 0, 283, 48, 16}, {33564, 0, 0, 65535, 6, 0}, {33509, 0, 0, 65535, 6, 0},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 138, 16, 0}, {7716, 0, 0, 139, 16, 0},
    {33595, 0, 0, 65535, 6, 0}, {33428, 0, 0, 65535, 6, 0}, {36250, 0, 0, 65535, 0, 0}, {22304, 0, 0, 65535, 0, 0}, {7716, 0, 0, 65535, 0, 8},
    {33045, 0, 0, 65535, 0, 8}, {36455, 0, 0, 635, 16, 0}, {15272, 33637, 33637, 637, 48, 49}, {11961, 0, 0, 638, 16, 0}, {2108, 0, 0, 639, 16, 0},
    {18518, 0, 0, 65535, 1, 0}, {6661, 0, 0, 65535, 1, 0}, {3026, 0, 0, 65535, 1, 0}, {36732, 0, 0, 65535, 0, 0}, {14406, 0, 0, 65535, 1, 0},
    {3003, 0, 0, 65535, 0, 0}, {19466, 0, 0, 65535, 3, 0}, {15654, 0, 0, 65535, 1, 0}, {27700, 0, 0, 65535, 1, 0}, {2832, 0, 0, 141, 16, 0},
    {1355, 0, 0, 65535, 0, 0}, {30173, 0, 0, 137, 16, 0}, {19113, 0, 0, 707, 16, 0}, {1406, 0, 0, 145, 16, 0}, {41688, 0, 0, 65535, 3, 0},
    {32161, 0, 0, 314, 16, 8}, {42271, 0, 0, 65535, 1, 0}, {31624, 0, 0, 65535, 1, 0}, {15623, 0, 0, 65535, 0, 0}, {33471, 0, 0, 65535, 6, 0},
    {14260, 33045, 0, 136, 48, 17}, {42235, 0, 0, 65535, 1, 0}, {15640, 0, 0, 65535, 0, 0}, {1028, 0, 0, 65535, 1, 0}, {33376, 0, 0, 65535, 6, 0},
    {42331, 0, 0, 65535, 1, 0}, {29810, 0, 0, 65535, 1, 0}, {18238, 0, 0, 147, 16, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 138, 16, 0},
    {16836, 0, 0, 144, 48, 24}, {33949, 0, 0, 65535, 0, 0}, {19969, 0, 0, 65535, 0, 8}, {15688, 0, 0, 65535, 49, 40}, {7716, 0, 0, 65535, 0, 0},
    {33045, 0, 0, 65535, 0, 8}, {24422, 0, 0, 65535, 0, 8}, {17466, 0, 0, 142, 16, 0}, {14390, 0, 0, 143, 48, 16}, {16836, 0, 0, 146, 48, 24},
    {4922, 0, 0, 65535, 1, 0}, {15671, 0, 0, 65535, 0, 0}, {42235, 0, 0, 65535, 48, 32}, {42331, 0, 0, 65535, 48, 32}, {27198, 0, 0, 65535, 0, 0},
    {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 150, 16, 8}, {7716, 0, 0, 151, 16, 0}, {33428, 0, 0, 65535, 6, 0},
    {33537, 0, 0, 65535, 6, 0}, {36250, 0, 0, 65535, 0, 0}, {22304, 0, 0, 65535, 0, 0}, {7716, 0, 0, 65535, 0, 8}, {33045, 0, 0, 65535, 0, 8},
    {18413, 0, 0, 65535, 1, 0}, {46778, 0, 0, 65535, 32, 0}, {13907, 0, 0, 65535, 48, 16}, {3569, 0, 0, 65535, 7, 8}, {33983, 0, 0, 65535, 0, 8},
    {41921, 0, 0, 65535, 0, 0}, {17382, 0, 0, 65535, 48, 16}, {33642, 0, 0, 65535, 0, 0}, {32771, 0, 0, 65535, 7, 0}, {14260, 0, 33045, 149, 48, 48},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 153, 16, 8}, {33983, 0, 0, 65535, 0, 0},
    {35385, 0, 0, 65535, 0, 8}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 155, 16, 8},
    {7716, 0, 0, 156, 16, 0}, {18431, 0, 0, 65535, 1, 0}, {34222, 0, 0, 65535, 0, 8}, {47270, 0, 0, 65535, 0, 8}, {34316, 0, 0, 65535, 0, 8},
    {47278, 0, 0, 65535, 0, 8}, {33692, 0, 0, 65535, 0, 8}, {47252, 0, 0, 65535, 0, 8}, {33983, 0, 0, 65535, 0, 8}, {4340, 0, 0, 65535, 7, 8},
    {14501, 0, 0, 65535, 32, 0}, {7506, 0, 0, 65535, 6, 0}, {27545, 0, 0, 65535, 0, 0}, {14260, 33045, 33045, 704, 48, 49},
    {20419, 0, 0, 65535, 6, 0}, {33017, 0, 0, 65535, 6, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0},
    {42661, 0, 0, 158, 16, 8}, {33983, 0, 0, 65535, 0, 0}, {35385, 0, 0, 65535, 0, 8}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 160, 16, 8}, {7716, 0, 0, 161, 16, 0}, {18431, 0, 0, 65535, 1, 0}, {34222, 0, 0, 65535, 0, 8},
    {47270, 0, 0, 65535, 0, 8}, {1014, 0, 0, 65535, 7, 0}, {34316, 0, 0, 65535, 0, 8}, {47278, 0, 0, 65535, 0, 8}, {26770, 0, 0, 65535, 7, 0},
    {33692, 0, 0, 65535, 0, 8}, {47252, 0, 0, 65535, 0, 8}, {33983, 0, 0, 65535, 0, 8}, {4340, 0, 0, 65535, 7, 8}, {14501, 0, 0, 65535, 32, 0},
    {7506, 0, 0, 65535, 6, 0}, {27545, 0, 0, 65535, 0, 0}, {14260, 33045, 33045, 704, 48, 49}, {20419, 0, 0, 65535, 6, 0}, {33017, 0, 0, 65535, 6, 0},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 163, 16, 0}, {33552, 0, 0, 65535, 6, 0},
    {5, 0, 0, 65535, 0, 0}, {18392, 0, 0, 65535, 1, 0}, {14217, 0, 0, 65535, 1, 0}, {21154, 0, 0, 65535, 0, 0}, {33366, 0, 0, 65535, 6, 0},
    {745, 0, 0, 65535, 0, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 165, 16, 8},
    {27049, 0, 0, 65535, 0, 8}, {27167, 0, 0, 65535, 0, 0}, {34160, 0, 0, 65535, 0, 8}, {33528, 0, 0, 65535, 6, 0}, {33366, 0, 0, 65535, 6, 0},
    {745, 0, 0, 65535, 0, 8}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 167, 16, 8},
    {27049, 0, 0, 65535, 0, 8}, {27167, 0, 0, 65535, 0, 0}, {34160, 0, 0, 65535, 0, 8}, {33528, 0, 0, 65535, 6, 0}, {33366, 0, 0, 65535, 6, 0},
    {745, 0, 0, 65535, 0, 8}, {33092, 0, 0, 65535, 0, 0}, {22654, 0, 0, 65535, 1, 0}, {647, 0, 0, 65535, 3, 0}, {47212, 0, 0, 65535, 0, 8},
    {130, 0, 0, 263, 16, 0}, {213, 0, 0, 295, 16, 0}, {79, 0, 0, 297, 16, 0}, {35180, 0, 0, 65535, 0, 0}, {33045, 0, 0, 65535, 0, 8},
    {29533, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8}, {36762, 0, 0, 65535, 0, 0}, {34099, 0, 0, 65535, 0, 8}, {47086, 0, 0, 65535, 0, 8},
    {33092, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {647, 0, 0, 65535, 3, 0}, {647, 0, 0, 65535, 3, 0}, {33723, 0, 0, 65535, 0, 8},
    {41185, 0, 0, 65535, 0, 0}, {34170, 0, 0, 65535, 0, 8}, {647, 0, 0, 65535, 3, 0}, {33723, 0, 0, 65535, 0, 8}, {34170, 0, 0, 65535, 0, 8},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {6801, 0, 0, 283, 16, 8}, {31203, 0, 0, 346, 16, 0},
    {31136, 0, 0, 346, 16, 0}, {20191, 0, 0, 65535, 0, 8}, {33092, 0, 0, 65535, 0, 0}, {31229, 0, 0, 346, 16, 0}, {31163, 0, 0, 346, 16, 0},
    {31184, 0, 0, 346, 16, 0}, {647, 0, 0, 65535, 3, 0}, {15839, 0, 0, 65535, 32, 0}, {35522, 0, 0, 65535, 0, 8}, {20191, 0, 0, 65535, 0, 8},
    {33092, 0, 0, 65535, 0, 0}, {31163, 0, 0, 253, 16, 0}, {647, 0, 0, 65535, 3, 0}, {15839, 0, 0, 65535, 32, 0}, {42351, 0, 0, 65535, 48, 16},
    {21508, 0, 0, 65535, 48, 16}, {13566, 0, 0, 65535, 48, 24}, {29292, 0, 0, 65535, 0, 0}, {647, 0, 0, 65535, 3, 0}, {35297, 0, 0, 65535, 0, 0},
    {31126, 0, 0, 346, 16, 0}, {20428, 0, 0, 65535, 0, 0}, {13566, 0, 0, 65535, 48, 24}, {29292, 0, 0, 65535, 0, 0}, {647, 0, 0, 65535, 3, 0},
    {35297, 0, 0, 65535, 0, 0}, {31126, 0, 0, 253, 16, 0}, {20428, 0, 0, 65535, 0, 0}, {33092, 0, 0, 65535, 0, 0}, {647, 0, 0, 65535, 3, 0},
    {31126, 0, 0, 346, 16, 0}, {47212, 0, 0, 65535, 0, 8}, {33092, 0, 0, 65535, 0, 0}, {647, 0, 0, 65535, 3, 0}, {31126, 0, 0, 253, 16, 0},
    {47212, 0, 0, 65535, 0, 8}, {18377, 0, 0, 65535, 1, 0}, {19401, 0, 0, 707, 16, 0}, {33637, 0, 0, 65535, 0, 0}, {28869, 0, 0, 65535, 3, 0},
    {29292, 0, 0, 65535, 0, 8}, {33983, 0, 0, 65535, 0, 0}, {20428, 0, 0, 65535, 1, 0}, {19986, 0, 0, 65535, 0, 0}, {36250, 0, 0, 65535, 0, 0},
    {7716, 0, 0, 65535, 0, 8}, {33045, 0, 0, 65535, 0, 8}, {27198, 0, 0, 65535, 0, 0}, {14260, 33045, 33045, 185, 48, 49}, {41515, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 0}, {27198, 0, 0, 65535, 0, 0}, {46611, 0, 0, 65535, 39, 0}, {46587, 0, 0, 65535, 32, 0}, {35574, 0, 0, 65535, 3, 0},
    {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {33637, 0, 0, 65535, 0, 0}, {28869, 0, 0, 65535, 3, 0}, {969, 0, 0, 65535, 0, 8},
    {33637, 0, 0, 65535, 0, 0}, {28869, 0, 0, 65535, 3, 0}, {997, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8}, {41175, 0, 0, 65535, 0, 8},
    {27383, 0, 0, 65535, 0, 0}, {41921, 0, 0, 65535, 0, 0}, {15287, 0, 0, 244, 48, 16}, {33637, 0, 0, 65535, 0, 0}, {28869, 0, 0, 65535, 3, 0},
    {36425, 0, 0, 65535, 1, 0}, {20433, 0, 0, 65535, 1, 0}, {15287, 0, 0, 244, 48, 16}, {33637, 0, 0, 65535, 0, 0}, {28869, 0, 0, 65535, 3, 0},
    {15468, 0, 0, 65535, 48, 16}, {41806, 0, 0, 65535, 48, 16}, {3453, 33637, 33637, 216, 48, 49}, {27930, 0, 0, 215, 48, 16},
    {36266, 0, 0, 65535, 0, 0}, {2041, 0, 0, 65535, 0, 0}, {35535, 0, 0, 245, 16, 0}, {41340, 0, 0, 319, 16, 0}, {33637, 0, 0, 65535, 0, 8},
    {11736, 4495, 28775, 196, 48, 49}, {41325, 0, 0, 319, 16, 0}, {2764, 0, 0, 197, 48, 16}, {17532, 0, 0, 334, 16, 0}, {1321, 0, 0, 65535, 0, 0},
    {16842, 0, 0, 198, 48, 16}, {3457, 0, 0, 348, 16, 0}, {41354, 0, 0, 319, 16, 0}, {27512, 0, 0, 65535, 3, 0}, {40699, 0, 0, 65535, 3, 0},
    {29510, 0, 0, 65535, 0, 0}, {2926, 0, 0, 65535, 0, 0}, {1, 0, 0, 65535, 3, 0}, {18052, 29533, 29533, 369, 48, 49},
    {11812, 29314, 29314, 372, 48, 49}, {20170, 0, 0, 65535, 0, 0}, {33949, 0, 0, 65535, 0, 8}, {33680, 0, 0, 65535, 0, 8},
    {34249, 0, 0, 65535, 0, 8}, {16693, 0, 0, 65535, 48, 16}, {15714, 0, 0, 65535, 1, 0}, {4495, 0, 0, 65535, 1, 8}, {46962, 0, 0, 65535, 0, 0},
    {4406, 0, 0, 65535, 1, 0}, {33637, 0, 0, 65535, 0, 0}, {28766, 0, 0, 65535, 0, 0}, {34249, 0, 0, 65535, 0, 8}, {1321, 0, 0, 65535, 0, 8},
    {24422, 0, 0, 65535, 0, 8}, {17456, 0, 0, 199, 16, 0}, {19969, 0, 0, 65535, 0, 8}, {15688, 0, 0, 65535, 49, 32}, {30124, 0, 0, 201, 16, 0},
    {42010, 0, 0, 202, 16, 0}, {29761, 0, 0, 203, 16, 0}, {7521, 0, 0, 65535, 6, 0}, {47141, 0, 0, 65535, 0, 0}, {36815, 0, 0, 65535, 1, 8},
    {7531, 0, 0, 65535, 6, 0}, {36250, 0, 0, 65535, 0, 0}, {22304, 0, 0, 65535, 0, 0}, {28878, 0, 0, 65535, 1, 0}, {7521, 0, 0, 65535, 6, 0},
    {36250, 0, 0, 65535, 0, 0}, {22304, 0, 0, 65535, 0, 0}, {17872, 0, 0, 65535, 37, 0}, {8810, 33637, 33637, 335, 48, 49},
    {47141, 0, 0, 65535, 0, 0}, {36266, 0, 0, 65535, 0, 8}, {47221, 0, 0, 65535, 0, 8}, {32104, 0, 0, 200, 16, 0}, {33637, 0, 0, 65535, 0, 8},
    {1028, 0, 0, 65535, 3, 8}, {17532, 0, 0, 334, 16, 0}, {4826, 0, 0, 65535, 1, 8}, {41972, 0, 0, 65535, 3, 0}, {32098, 0, 0, 200, 16, 0},
    {28885, 0, 0, 65535, 0, 0}, {20428, 0, 0, 205, 16, 0}, {11812, 29314, 29314, 373, 48, 49}, {3013, 0, 0, 250, 16, 0}, {4401, 0, 0, 65535, 1, 8},
    {15287, 0, 0, 208, 48, 16}, {31523, 0, 0, 282, 16, 0}, {36322, 0, 0, 65535, 1, 0}, {29292, 0, 0, 65535, 0, 8}, {31532, 0, 0, 329, 16, 0},
    {20428, 0, 0, 65535, 1, 0}, {36425, 0, 0, 65535, 1, 0}, {20433, 0, 0, 65535, 1, 0}, {15287, 0, 0, 208, 48, 16}, {27693, 0, 0, 65535, 0, 0},
    {36322, 0, 0, 65535, 1, 0}, {6674, 0, 0, 65535, 5, 0}, {33633, 0, 0, 65535, 0, 0}, {21647, 0, 0, 65535, 0, 8}, {34222, 0, 0, 65535, 0, 0},
    {31249, 0, 0, 283, 16, 0}, {28798, 0, 0, 65535, 0, 0}, {33637, 0, 0, 65535, 0, 0}, {4358, 0, 0, 65535, 1, 8}, {28766, 0, 0, 65535, 0, 0},
    {16343, 0, 0, 211, 48, 16}, {16353, 0, 0, 211, 48, 16}, {11736, 0, 0, 212, 48, 16}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 0}, {12693, 0, 0, 213, 48, 16}, {31288, 0, 0, 188, 16, 0}, {3019, 0, 0, 65535, 0, 0}, {31126, 0, 0, 343, 16, 0},
    {33637, 0, 0, 65535, 0, 8}, {31638, 0, 0, 65535, 0, 0}, {27938, 0, 0, 217, 16, 0}, {31089, 0, 0, 189, 16, 0}, {31523, 0, 0, 282, 16, 0},
    {31105, 0, 0, 226, 16, 0}, {31532, 0, 0, 329, 16, 0}, {31076, 0, 0, 344, 16, 0}, {15468, 0, 0, 65535, 48, 16}, {41806, 0, 0, 65535, 48, 16},
    {3453, 33637, 33637, 216, 48, 49}, {27930, 0, 0, 215, 48, 16}, {36266, 0, 0, 65535, 0, 0}, {2041, 0, 0, 65535, 0, 0}, {35535, 0, 0, 245, 16, 0},
    {41340, 0, 0, 319, 16, 0}, {33637, 0, 0, 65535, 0, 8}, {11736, 4495, 28775, 196, 48, 49}, {41325, 0, 0, 319, 16, 0}, {2764, 0, 0, 197, 48, 16},
    {17532, 0, 0, 334, 16, 0}, {1321, 0, 0, 65535, 0, 0}, {16842, 0, 0, 198, 48, 16}, {3457, 0, 0, 348, 16, 0}, {41354, 0, 0, 319, 16, 0},
    {27512, 0, 0, 65535, 3, 0}, {40699, 0, 0, 65535, 3, 0}, {33963, 0, 0, 65535, 0, 0}, {29510, 0, 0, 65535, 0, 0}, {2926, 0, 0, 65535, 0, 0},
    {1, 0, 0, 65535, 3, 0}, {18052, 29533, 29533, 369, 48, 49}, {11812, 29314, 29314, 372, 48, 49}, {20170, 0, 0, 65535, 0, 0},
    {32390, 0, 0, 289, 16, 0}, {24422, 0, 0, 65535, 0, 0}, {27198, 0, 0, 65535, 0, 0}, {4702, 0, 0, 65535, 1, 0}, {33386, 0, 0, 65535, 6, 0},
    {21513, 0, 0, 65535, 6, 0}, {7461, 0, 0, 283, 16, 8}, {41515, 0, 0, 65535, 0, 0}, {21553, 0, 0, 65535, 6, 0}, {36250, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 8}, {22304, 0, 0, 65535, 0, 0}, {42065, 0, 0, 283, 16, 0}, {5563, 0, 0, 65535, 0, 0}, {40671, 0, 0, 65535, 0, 0},
    {17153, 0, 0, 221, 16, 0}, {36856, 0, 0, 222, 16, 0}, {33045, 0, 0, 65535, 0, 0}, {4702, 0, 0, 65535, 1, 0}, {33609, 0, 0, 65535, 6, 0},
    {5553, 0, 0, 65535, 0, 0}, {3546, 0, 0, 65535, 0, 0}, {33637, 0, 0, 65535, 0, 8}, {29, 0, 0, 65535, 1, 8}, {41806, 0, 0, 65535, 48, 16},
    {33092, 0, 0, 65535, 0, 0}, {22222, 0, 0, 65535, 1, 0}, {647, 0, 0, 65535, 3, 0}, {19074, 0, 0, 65535, 48, 16}, {18748, 0, 0, 65535, 48, 16},
    {969, 0, 0, 65535, 0, 8}, {28869, 0, 0, 65535, 3, 0}, {29292, 0, 0, 65535, 0, 8}, {34190, 0, 0, 65535, 0, 8}, {20191, 0, 0, 65535, 0, 8},
    {33092, 0, 0, 65535, 0, 0}, {14066, 0, 0, 65535, 32, 0}, {647, 0, 0, 65535, 3, 0}, {31126, 0, 0, 346, 16, 0}, {20191, 0, 0, 65535, 0, 8},
    {33092, 0, 0, 65535, 0, 0}, {14066, 0, 0, 65535, 32, 0}, {647, 0, 0, 65535, 3, 0}, {31126, 0, 0, 253, 16, 0}, {33711, 0, 0, 65535, 0, 0},
    {47285, 0, 0, 65535, 0, 0}, {33092, 0, 0, 65535, 0, 0}, {22654, 0, 0, 65535, 1, 0}, {34309, 0, 0, 65535, 0, 8}, {647, 0, 0, 65535, 3, 0},
    {36322, 0, 0, 65535, 0, 0}, {4358, 0, 0, 65535, 1, 8}, {40712, 0, 0, 65535, 0, 0}, {577, 0, 0, 65535, 0, 0}, {566, 0, 0, 65535, 0, 8},
    {27430, 0, 0, 65535, 0, 0}, {11825, 0, 0, 65535, 0, 8}, {41201, 0, 0, 65535, 0, 0}, {29292, 0, 0, 65535, 0, 8}, {647, 0, 0, 65535, 3, 0},
    {11825, 0, 0, 65535, 0, 8}, {29292, 0, 0, 65535, 0, 8}, {647, 0, 0, 65535, 3, 0}, {3546, 0, 0, 65535, 0, 0}, {13870, 0, 0, 236, 48, 16},
    {29292, 0, 0, 65535, 0, 0}, {4358, 0, 0, 65535, 4, 8}, {28766, 0, 0, 65535, 0, 0}, {33626, 0, 0, 65535, 0, 0}, {33637, 0, 0, 65535, 0, 8},
    {31638, 0, 0, 65535, 0, 8}, {16689, 0, 0, 65535, 48, 16}, {21647, 0, 0, 65535, 0, 8}, {21647, 0, 0, 65535, 0, 8}, {29292, 0, 0, 65535, 0, 8},
    {33045, 0, 0, 65535, 0, 0}, {587, 0, 0, 65535, 3, 0}, {26833, 0, 0, 65535, 3, 0}, {33092, 0, 0, 65535, 0, 0}, {33910, 0, 0, 65535, 0, 0},
    {22293, 0, 0, 65535, 0, 8}, {41310, 0, 0, 65535, 0, 0}, {22222, 0, 0, 65535, 1, 8}, {15378, 0, 0, 65535, 48, 16}, {647, 0, 0, 65535, 3, 0},
    {31126, 0, 0, 346, 16, 0}, {28824, 0, 0, 65535, 0, 8}, {587, 0, 0, 65535, 3, 0}, {26833, 0, 0, 65535, 3, 0}, {33092, 0, 0, 65535, 0, 0},
    {33910, 0, 0, 65535, 0, 0}, {22293, 0, 0, 65535, 0, 8}, {41310, 0, 0, 65535, 0, 0}, {22222, 0, 0, 65535, 1, 8}, {15378, 0, 0, 65535, 48, 16},
    {647, 0, 0, 65535, 3, 0}, {31126, 0, 0, 253, 16, 0}, {28824, 0, 0, 65535, 0, 8}, {2030, 0, 0, 65535, 0, 0}, {39432, 0, 0, 65535, 0, 0},
    {31500, 0, 0, 65535, 0, 8}, {969, 0, 0, 65535, 0, 8}, {36322, 0, 0, 65535, 1, 0}, {29292, 0, 0, 65535, 0, 8}, {20428, 0, 0, 65535, 1, 0},
    {4652, 0, 0, 246, 16, 0}, {21500, 0, 0, 246, 16, 0}, {28885, 0, 0, 65535, 0, 0}, {42656, 0, 0, 224, 16, 0}, {7260, 0, 0, 235, 16, 0},
    {21655, 0, 0, 356, 16, 0}, {6791, 0, 0, 360, 16, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0},
    {42661, 0, 0, 249, 16, 0}, {6545, 0, 0, 65535, 37, 0}, {3641, 0, 0, 65535, 37, 0}, {3047, 0, 0, 65535, 37, 0}, {21734, 0, 0, 65535, 37, 0},
    {27508, 0, 0, 65535, 37, 0}, {33045, 0, 0, 65535, 0, 8}, {12662, 0, 0, 248, 48, 24}, {41925, 0, 0, 65535, 1, 8}, {13934, 0, 0, 65535, 49, 16},
    {41921, 0, 0, 65535, 1, 8}, {33633, 0, 0, 65535, 0, 0}, {21647, 0, 0, 65535, 0, 0}, {36448, 0, 0, 65535, 0, 0}, {11736, 0, 0, 316, 48, 16},
    {12859, 0, 0, 251, 48, 16}, {33637, 0, 0, 65535, 0, 0}, {33092, 0, 0, 65535, 0, 0}, {29292, 0, 0, 65535, 0, 8}, {7716, 0, 0, 65535, 0, 8},
    {33828, 0, 0, 65535, 0, 0}, {29292, 0, 0, 65535, 0, 8}, {647, 0, 0, 65535, 3, 0}, {20181, 0, 0, 65535, 0, 8}, {27198, 0, 0, 65535, 0, 0},
    {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 259, 16, 0}, {7716, 0, 0, 260, 16, 0}, {33428, 0, 0, 65535, 6, 0},
    {36250, 0, 0, 65535, 0, 0}, {22304, 0, 0, 65535, 0, 0}, {7716, 0, 0, 65535, 0, 8}, {33045, 0, 0, 65535, 0, 8}, {13606, 0, 0, 65535, 48, 16},
    {14260, 33045, 33045, 258, 48, 49}, {32925, 0, 0, 65535, 0, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0},
    {42661, 0, 0, 278, 16, 0}, {7716, 0, 0, 279, 16, 0}, {13000, 0, 0, 65535, 0, 8}, {33045, 0, 0, 65535, 0, 8}, {22311, 0, 0, 318, 48, 16},
    {22359, 0, 0, 275, 16, 0}, {33637, 0, 0, 65535, 0, 8}, {20, 0, 0, 65535, 5, 8}, {33637, 0, 0, 65535, 0, 8}, {20548, 0, 0, 65535, 5, 0},
    {41485, 0, 0, 65535, 5, 0}, {13713, 0, 0, 65535, 48, 32}, {29887, 33637, 33637, 264, 48, 49}, {42447, 33637, 33637, 265, 48, 49},
    {34059, 0, 0, 65535, 0, 8}, {33410, 0, 0, 65535, 6, 0}, {33428, 0, 0, 65535, 6, 0}, {36250, 0, 0, 65535, 0, 0}, {22304, 0, 0, 65535, 0, 0},
    {7716, 0, 0, 65535, 0, 8}, {33045, 0, 0, 65535, 0, 8}, {21676, 0, 0, 190, 16, 0}, {31624, 0, 0, 268, 16, 0}, {42129, 0, 0, 268, 16, 0},
    {19986, 0, 0, 65535, 0, 0}, {41401, 0, 0, 268, 16, 0}, {4937, 0, 0, 206, 16, 0}, {1454, 0, 0, 65535, 3, 0}, {22580, 0, 0, 65535, 48, 32},
    {16514, 0, 0, 274, 16, 0}, {33637, 0, 0, 65535, 0, 0}, {11788, 0, 0, 65535, 3, 0}, {18191, 0, 0, 65535, 3, 0}, {15216, 0, 0, 277, 48, 24},
    {969, 0, 0, 65535, 0, 8}, {19969, 0, 0, 65535, 0, 8}, {15688, 0, 0, 65535, 48, 16}, {15002, 0, 0, 276, 48, 16}, {18705, 0, 0, 276, 48, 16},
    {37328, 0, 0, 268, 16, 0}, {47164, 0, 0, 65535, 0, 0}, {46954, 0, 0, 65535, 0, 0}, {19027, 0, 0, 65535, 48, 33}, {1520, 0, 0, 272, 16, 0},
    {47153, 0, 0, 65535, 0, 0}, {11925, 0, 0, 361, 48, 16}, {35596, 0, 0, 65535, 3, 0}, {16343, 33045, 33045, 262, 48, 49},
    {35584, 0, 0, 65535, 37, 0}, {294, 0, 0, 65535, 37, 0}, {14260, 33045, 33045, 267, 48, 49}, {30763, 0, 0, 269, 16, 0}, {11835, 0, 0, 270, 16, 0},
    {16601, 0, 0, 65535, 48, 16}, {16514, 0, 0, 271, 16, 0}, {17389, 0, 0, 195, 48, 16}, {22203, 0, 0, 281, 16, 0}, {32925, 0, 0, 65535, 0, 0},
    {13782, 0, 0, 273, 48, 16}, {42304, 0, 0, 171, 48, 16}, {32970, 0, 0, 65535, 48, 16}, {294, 0, 0, 65535, 1, 0}, {32983, 0, 0, 65535, 0, 8},
    {47122, 0, 0, 65535, 0, 8}, {27247, 0, 0, 65535, 0, 8}, {27184, 0, 0, 65535, 0, 8}, {27032, 0, 0, 65535, 0, 8}, {27063, 0, 0, 65535, 0, 8},
    {47202, 0, 0, 65535, 0, 8}, {28541, 0, 0, 65535, 0, 8}, {36272, 0, 0, 65535, 0, 8}, {41242, 0, 0, 65535, 3, 0}, {21661, 0, 0, 280, 16, 0},
    {47297, 0, 0, 65535, 0, 8}, {27198, 0, 0, 65535, 0, 0}, {29544, 0, 0, 65535, 0, 8}, {27198, 0, 0, 65535, 0, 0}, {29544, 0, 0, 65535, 0, 0},
    {41515, 0, 0, 65535, 0, 0}, {33637, 0, 0, 65535, 0, 0}, {41175, 0, 0, 65535, 0, 0}, {27383, 0, 0, 65535, 0, 0}, {41921, 0, 0, 65535, 0, 0},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 291, 16, 0}, {7716, 0, 0, 292, 16, 0},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 287, 16, 0}, {7716, 0, 0, 288, 16, 0},
    {33595, 0, 0, 65535, 6, 0}, {33428, 0, 0, 65535, 6, 0}, {36250, 0, 0, 65535, 0, 0}, {22304, 0, 0, 65535, 0, 0}, {7716, 0, 0, 65535, 0, 8},
    {33045, 0, 0, 65535, 0, 8}, {17423, 0, 0, 65535, 48, 16}, {39420, 0, 0, 366, 16, 0}, {31509, 0, 0, 367, 16, 0}, {17532, 0, 0, 376, 16, 0},
    {19113, 0, 0, 707, 16, 0}, {33877, 0, 0, 65535, 0, 0}, {33769, 0, 0, 65535, 0, 0}, {36792, 0, 0, 65535, 0, 0}, {34190, 0, 0, 65535, 0, 0},
    {17423, 0, 0, 65535, 48, 16}, {16305, 0, 0, 65535, 32, 0}, {17872, 0, 0, 65535, 37, 0}, {294, 0, 0, 65535, 37, 0},
    {14260, 33045, 33045, 286, 48, 49}, {33795, 0, 0, 65535, 0, 0}, {10239, 0, 0, 371, 16, 0}, {10432, 0, 0, 255, 16, 0}, {32925, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 287, 16, 8}, {34049, 0, 0, 65535, 0, 8}, {647, 0, 0, 65535, 3, 0}, {17423, 0, 0, 65535, 48, 16},
    {32996, 0, 0, 168, 16, 0}, {28941, 0, 0, 172, 16, 0}, {35308, 0, 0, 173, 16, 0}, {294, 0, 0, 65535, 37, 0}, {15616, 0, 0, 179, 16, 0},
    {21147, 0, 0, 181, 16, 0}, {31301, 0, 0, 283, 16, 0}, {29129, 0, 0, 176, 16, 0}, {42653, 0, 0, 225, 16, 0}, {33240, 0, 0, 227, 16, 0},
    {20917, 0, 0, 229, 16, 0}, {28923, 0, 0, 230, 16, 0}, {15602, 0, 0, 233, 16, 0}, {29305, 0, 0, 239, 16, 0}, {29127, 0, 0, 240, 16, 0},
    {28896, 0, 0, 254, 16, 0}, {14172, 0, 0, 65535, 48, 16}, {15612, 0, 0, 256, 16, 0}, {130, 0, 0, 374, 16, 0}, {2000, 0, 0, 65535, 0, 0},
    {28902, 0, 0, 293, 16, 0}, {33225, 0, 0, 317, 16, 0}, {31703, 0, 0, 321, 16, 0}, {42355, 0, 0, 322, 16, 0}, {47060, 0, 0, 337, 16, 0},
    {33877, 0, 0, 65535, 0, 0}, {14056, 0, 0, 357, 16, 0}, {33769, 0, 0, 65535, 0, 0}, {36792, 0, 0, 65535, 0, 0}, {33287, 0, 0, 378, 16, 0},
    {33447, 0, 0, 65535, 6, 0}, {36250, 0, 0, 65535, 0, 0}, {32925, 0, 0, 65535, 0, 0}, {22304, 0, 0, 65535, 0, 0}, {33092, 0, 0, 65535, 0, 0},
    {47247, 0, 0, 65535, 0, 8}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 311, 16, 0},
    {7716, 0, 0, 312, 16, 0}, {22311, 0, 0, 379, 48, 16}, {22359, 0, 0, 296, 48, 16}, {19401, 0, 0, 707, 16, 0}, {7585, 0, 0, 65535, 48, 16},
    {7582, 0, 0, 65535, 48, 16}, {19845, 0, 0, 707, 16, 0}, {18180, 0, 0, 65535, 48, 16}, {985, 0, 0, 65535, 0, 8}, {22311, 0, 0, 379, 48, 16},
    {22359, 0, 0, 296, 48, 16}, {29457, 0, 0, 65535, 0, 0}, {29489, 0, 0, 65535, 0, 0}, {29297, 0, 0, 65535, 0, 0}, {33072, 0, 0, 65535, 0, 8},
    {18431, 0, 0, 65535, 1, 0}, {33983, 0, 0, 65535, 0, 8}, {20428, 0, 0, 65535, 1, 0}, {14485, 0, 0, 65535, 32, 0}, {33595, 0, 0, 65535, 6, 0},
    {33428, 0, 0, 65535, 6, 0}, {36250, 0, 0, 65535, 0, 0}, {26409, 0, 0, 65535, 1, 0}, {22304, 0, 0, 65535, 0, 0}, {7716, 0, 0, 65535, 0, 8},
    {33045, 0, 0, 65535, 0, 8}, {13617, 0, 0, 65535, 48, 16}, {14066, 0, 0, 301, 48, 16}, {17336, 0, 0, 65535, 48, 16}, {33637, 0, 0, 65535, 0, 0},
    {31638, 0, 0, 65535, 0, 0}, {15481, 0, 0, 194, 48, 24}, {34059, 0, 0, 65535, 0, 8}, {21647, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8},
    {33110, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8}, {34059, 0, 0, 65535, 0, 0}, {34134, 0, 0, 65535, 0, 0}, {33637, 0, 0, 65535, 0, 8},
    {34059, 0, 0, 65535, 0, 0}, {33637, 0, 0, 65535, 0, 8}, {34008, 0, 0, 65535, 0, 0}, {35197, 0, 0, 170, 16, 0}, {21285, 0, 0, 65535, 1, 0},
    {2906, 0, 0, 65535, 0, 0}, {21293, 0, 0, 65535, 1, 0}, {4676, 0, 0, 65535, 3, 0}, {20445, 0, 0, 65535, 1, 0}, {2886, 0, 0, 65535, 0, 0},
    {14074, 0, 0, 336, 16, 0}, {35248, 0, 0, 341, 16, 0}, {13934, 0, 0, 65535, 49, 16}, {1454, 0, 0, 65535, 0, 0}, {15339, 0, 0, 359, 48, 16},
    {14202, 0, 0, 380, 16, 0}, {18518, 0, 0, 65535, 1, 0}, {54, 0, 0, 169, 16, 0}, {27588, 0, 0, 65535, 3, 0}, {13713, 33637, 33637, 193, 48, 57},
    {30979, 0, 0, 300, 16, 0}, {1479, 0, 0, 65535, 0, 0}, {15443, 0, 0, 65535, 3, 0}, {13739, 33637, 33637, 218, 48, 49},
    {13851, 33637, 33637, 223, 48, 49}, {16495, 21647, 21647, 237, 48, 49}, {47316, 0, 0, 65535, 3, 0}, {28951, 0, 0, 65535, 3, 0},
    {47308, 0, 0, 65535, 3, 0}, {13703, 0, 0, 65535, 3, 0}, {33633, 0, 0, 65535, 0, 0}, {36834, 0, 0, 65535, 0, 0},
    {12750, 33637, 33637, 253, 48, 49}, {13724, 33637, 33637, 193, 48, 49}, {34222, 0, 0, 65535, 0, 0}, {19528, 0, 0, 65535, 32, 0},
    {14063, 0, 0, 304, 16, 0}, {42447, 0, 0, 65535, 37, 0}, {1503, 0, 0, 65535, 0, 0}, {29, 0, 0, 65535, 1, 0}, {33734, 0, 0, 65535, 0, 0},
    {16130, 0, 0, 305, 48, 16}, {15272, 33637, 33637, 306, 48, 53}, {17532, 0, 0, 334, 16, 0}, {1321, 0, 0, 65535, 0, 0}, {33860, 0, 0, 65535, 0, 0},
    {33994, 0, 0, 65535, 0, 0}, {16145, 33637, 33637, 308, 48, 49}, {21313, 0, 0, 309, 16, 0}, {3457, 0, 0, 310, 16, 0}, {4708, 0, 0, 65535, 0, 0},
    {33692, 0, 0, 65535, 0, 0}, {47068, 0, 0, 65535, 3, 0}, {41220, 0, 0, 65535, 3, 0}, {27518, 0, 0, 65535, 0, 0}, {18616, 0, 0, 65535, 1, 0},
    {14918, 0, 0, 362, 48, 16}, {12312, 985, 35842, 365, 48, 49}, {16681, 33637, 33637, 368, 48, 53}, {17872, 0, 0, 65535, 37, 0},
    {14260, 33045, 33045, 299, 48, 49}, {16179, 0, 0, 204, 48, 16}, {16219, 0, 0, 204, 48, 16}, {9982, 0, 0, 302, 16, 0}, {46962, 0, 0, 65535, 0, 0},
    {19036, 21647, 0, 238, 48, 17}, {16197, 0, 0, 204, 48, 16}, {36250, 0, 0, 65535, 0, 0}, {16268, 34059, 34059, 266, 48, 49},
    {34231, 0, 0, 65535, 0, 0}, {26409, 0, 0, 65535, 1, 0}, {32925, 0, 0, 65535, 0, 0}, {47029, 0, 0, 65535, 0, 0},
    {19067, 21647, 21647, 303, 48, 49}, {13313, 0, 0, 65535, 0, 0}, {22304, 0, 0, 65535, 0, 0}, {31590, 0, 0, 65535, 0, 0},
    {16246, 33637, 33637, 307, 48, 53}, {17532, 0, 0, 334, 16, 0}, {33376, 0, 0, 65535, 6, 0}, {29140, 0, 33637, 315, 48, 48},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {32161, 0, 0, 314, 16, 0}, {46583, 0, 0, 710, 16, 0},
    {42661, 0, 0, 311, 16, 0}, {14314, 7716, 22297, 370, 48, 49}, {33428, 0, 0, 65535, 6, 0}, {33637, 0, 0, 65535, 0, 8}, {19986, 0, 0, 65535, 0, 0},
    {4358, 0, 0, 65535, 1, 8}, {28766, 0, 0, 65535, 0, 8}, {33092, 0, 0, 65535, 0, 0}, {647, 0, 0, 65535, 3, 0}, {47212, 0, 0, 65535, 0, 8},
    {39431, 0, 0, 277, 16, 8}, {6684, 0, 0, 65535, 1, 8}, {42656, 0, 0, 224, 16, 0}, {41831, 0, 0, 65535, 1, 0}, {42635, 0, 0, 231, 16, 0},
    {7260, 0, 0, 235, 16, 0}, {18330, 0, 0, 65535, 1, 0}, {18540, 0, 0, 65535, 1, 0}, {41814, 0, 0, 65535, 1, 0}, {6791, 0, 0, 360, 16, 0},
    {18616, 0, 0, 65535, 1, 0}, {18377, 0, 0, 65535, 1, 0}, {36425, 0, 0, 65535, 1, 0}, {20433, 0, 0, 65535, 1, 0}, {17534, 0, 0, 375, 48, 16},
    {21279, 0, 0, 65535, 0, 0}, {647, 0, 0, 65535, 3, 0}, {501, 0, 0, 65535, 0, 8}, {6091, 0, 0, 65535, 0, 0}, {20428, 0, 0, 65535, 0, 0},
    {33218, 0, 0, 65535, 0, 8}, {33092, 0, 0, 65535, 0, 0}, {36266, 0, 0, 65535, 0, 8}, {29852, 0, 0, 65535, 0, 0}, {13566, 0, 0, 65535, 48, 24},
    {28621, 0, 0, 65535, 0, 0}, {647, 0, 0, 65535, 3, 0}, {31126, 0, 0, 346, 16, 0}, {20428, 0, 0, 65535, 0, 0}, {33092, 0, 0, 65535, 0, 0},
    {36266, 0, 0, 65535, 0, 8}, {29852, 0, 0, 65535, 0, 0}, {13566, 0, 0, 65535, 48, 24}, {28621, 0, 0, 65535, 0, 0}, {647, 0, 0, 65535, 3, 0},
    {31126, 0, 0, 253, 16, 0}, {20428, 0, 0, 65535, 0, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0},
    {42661, 0, 0, 326, 16, 0}, {7716, 0, 0, 327, 16, 0}, {33428, 0, 0, 65535, 6, 0}, {36250, 0, 0, 65535, 0, 0}, {22304, 0, 0, 65535, 0, 0},
    {7716, 0, 0, 65535, 0, 8}, {33045, 0, 0, 65535, 0, 8}, {18314, 0, 0, 65535, 1, 0}, {18871, 0, 0, 65535, 1, 0}, {19113, 0, 0, 65535, 32, 0},
    {32161, 0, 0, 314, 16, 0}, {18956, 0, 0, 65535, 1, 0}, {14260, 33045, 33045, 325, 48, 49}, {19006, 0, 0, 65535, 1, 0}, {26409, 0, 0, 65535, 1, 0},
    {18880, 0, 0, 65535, 1, 0}, {18871, 0, 0, 65535, 1, 8}, {33637, 0, 0, 65535, 0, 8}, {3569, 0, 0, 65535, 0, 0}, {33949, 0, 0, 65535, 0, 0},
    {19978, 0, 0, 65535, 5, 0}, {36854, 0, 0, 65535, 0, 8}, {29133, 0, 0, 65535, 0, 0}, {36250, 0, 0, 65535, 0, 0}, {47236, 0, 0, 65535, 0, 8},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 332, 16, 0}, {7716, 0, 0, 333, 16, 0},
    {41392, 0, 0, 65535, 37, 0}, {19481, 0, 0, 339, 16, 0}, {16655, 0, 0, 65535, 48, 16}, {41392, 0, 0, 65535, 37, 0}, {42100, 0, 0, 65535, 37, 0},
    {15250, 0, 33637, 328, 48, 48}, {12662, 0, 0, 65535, 37, 0}, {11646, 0, 0, 65535, 37, 0}, {33637, 0, 0, 65535, 0, 8},
    {17532, 0, 47236, 330, 48, 48}, {28814, 0, 0, 65535, 0, 0}, {35120, 0, 0, 65535, 0, 0}, {33045, 0, 0, 65535, 0, 0}, {20428, 0, 0, 65535, 0, 0},
    {33092, 0, 0, 65535, 0, 0}, {2995, 0, 0, 65535, 0, 8}, {27528, 0, 0, 65535, 0, 0}, {647, 0, 0, 65535, 3, 0}, {31126, 0, 0, 346, 16, 8},
    {42242, 0, 0, 65535, 3, 0}, {36803, 0, 0, 65535, 0, 0}, {28631, 0, 0, 65535, 0, 0}, {28534, 0, 0, 65535, 0, 8}, {34190, 0, 0, 65535, 0, 0},
    {33092, 0, 0, 65535, 0, 0}, {2995, 0, 0, 65535, 0, 8}, {27528, 0, 0, 65535, 0, 0}, {647, 0, 0, 65535, 3, 0}, {31126, 0, 0, 253, 16, 8},
    {42242, 0, 0, 65535, 3, 0}, {36803, 0, 0, 65535, 0, 0}, {28631, 0, 0, 65535, 0, 0}, {28534, 0, 0, 65535, 0, 8}, {34190, 0, 0, 65535, 0, 0},
    {15002, 0, 0, 340, 48, 16}, {19969, 0, 0, 65535, 0, 8}, {34180, 0, 0, 65535, 0, 8}, {15688, 0, 0, 65535, 48, 16}, {35180, 0, 0, 65535, 0, 0},
    {33045, 0, 0, 65535, 0, 8}, {27198, 0, 0, 65535, 0, 0}, {46587, 0, 0, 65535, 39, 0}, {35574, 0, 0, 65535, 3, 0}, {41515, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 0}, {46634, 0, 0, 65535, 32, 0}, {33045, 0, 0, 65535, 0, 0}, {33637, 0, 0, 65535, 0, 0}, {28869, 0, 0, 65535, 3, 0},
    {969, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 0}, {28869, 0, 0, 65535, 3, 0}, {15287, 0, 0, 244, 48, 16}, {33637, 0, 0, 65535, 0, 0},
    {28869, 0, 0, 65535, 3, 0}, {33637, 0, 0, 65535, 0, 0}, {41175, 0, 0, 65535, 0, 0}, {36425, 0, 0, 65535, 1, 0}, {20433, 0, 0, 65535, 1, 0},
    {15287, 0, 0, 244, 48, 16}, {28869, 0, 0, 65535, 3, 0}, {33723, 0, 0, 65535, 0, 0}, {26588, 0, 0, 65535, 3, 0}, {35197, 0, 0, 170, 16, 0},
    {17076, 0, 0, 178, 16, 0}, {42320, 0, 0, 65535, 3, 0}, {4816, 0, 0, 65535, 0, 0}, {28518, 0, 0, 65535, 3, 0}, {21293, 0, 0, 65535, 1, 0},
    {4676, 0, 0, 65535, 3, 0}, {20445, 0, 0, 65535, 1, 0}, {14074, 0, 0, 336, 16, 0}, {35248, 0, 0, 341, 16, 0}, {14202, 0, 0, 380, 16, 0},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 353, 16, 0}, {7716, 0, 0, 354, 16, 0},
    {27198, 0, 0, 65535, 0, 0}, {27588, 0, 0, 65535, 3, 0}, {12750, 0, 0, 253, 48, 16}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0},
    {12713, 33637, 33637, 283, 48, 49}, {40643, 0, 0, 65535, 0, 0}, {18413, 0, 0, 65535, 1, 0}, {29292, 0, 0, 65535, 0, 8},
    {20428, 0, 0, 65535, 1, 0}, {28798, 0, 0, 65535, 0, 0}, {33637, 0, 0, 65535, 0, 0}, {4542, 0, 0, 65535, 1, 0}, {4358, 0, 0, 65535, 1, 8},
    {28766, 0, 0, 65535, 0, 0}, {4484, 0, 0, 65535, 4, 0}, {11742, 0, 0, 65535, 3, 0}, {47004, 0, 0, 65535, 0, 0}, {19044, 0, 0, 65535, 48, 16},
    {19055, 0, 0, 65535, 48, 16}, {34086, 0, 0, 65535, 0, 0}, {2951, 0, 0, 65535, 0, 0}, {4551, 0, 0, 65535, 1, 0}, {2973, 0, 0, 65535, 0, 0},
    {17224, 0, 0, 65535, 48, 16}, {1129, 0, 0, 65535, 0, 0}, {13366, 0, 0, 65535, 0, 0}, {47014, 0, 0, 65535, 0, 0}, {17357, 0, 0, 65535, 48, 16},
    {11736, 4358, 28761, 352, 48, 49}, {16371, 0, 0, 65535, 3, 0}, {19113, 0, 0, 65535, 32, 0}, {63, 0, 0, 65535, 0, 0}, {30770, 0, 0, 355, 16, 0},
    {22406, 0, 0, 65535, 0, 0}, {33045, 0, 0, 65535, 0, 0}, {14260, 33045, 33045, 704, 48, 49}, {21200, 0, 0, 252, 16, 0}, {46995, 0, 0, 183, 16, 0},
    {18306, 0, 0, 65535, 1, 8}, {33092, 0, 0, 65535, 0, 0}, {647, 0, 0, 65535, 3, 0}, {31126, 0, 0, 283, 16, 0}, {34190, 0, 0, 65535, 0, 0},
    {41265, 0, 0, 65535, 0, 0}, {33092, 0, 0, 65535, 0, 0}, {647, 0, 0, 65535, 3, 0}, {31126, 0, 0, 253, 16, 0}, {34190, 0, 0, 65535, 0, 0},
    {41265, 0, 0, 65535, 0, 0}, {33637, 0, 0, 65535, 0, 8}, {31638, 0, 0, 65535, 0, 8}, {3546, 0, 0, 65535, 0, 0}, {4358, 0, 0, 65535, 4, 8},
    {7492, 0, 0, 65535, 0, 8}, {969, 0, 0, 65535, 0, 8}, {42341, 0, 0, 65535, 6, 0}, {31638, 0, 0, 65535, 0, 0}, {7492, 0, 0, 65535, 0, 0},
    {969, 0, 0, 65535, 0, 0}, {19969, 0, 0, 65535, 0, 0}, {18452, 0, 0, 65535, 1, 0}, {31638, 0, 0, 65535, 0, 0}, {969, 0, 0, 65535, 0, 8},
    {15688, 0, 0, 65535, 48, 24}, {14980, 0, 0, 363, 48, 16}, {19401, 0, 0, 707, 16, 0}, {7585, 0, 0, 65535, 48, 16}, {3051, 0, 0, 65535, 1, 8},
    {15205, 0, 0, 65535, 1, 0}, {1110, 0, 0, 65535, 0, 0}, {1389, 0, 0, 65535, 0, 0}, {985, 0, 0, 65535, 0, 8}, {35854, 0, 0, 65535, 0, 8},
    {21304, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8}, {21304, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 8},
    {33637, 0, 0, 65535, 0, 8}, {41175, 0, 0, 65535, 0, 0}, {32996, 0, 0, 168, 16, 0}, {28941, 0, 0, 172, 16, 0}, {35308, 0, 0, 174, 16, 0},
    {15616, 0, 0, 180, 16, 0}, {21147, 0, 0, 182, 16, 0}, {21676, 0, 0, 192, 16, 0}, {29129, 0, 0, 177, 16, 0}, {47094, 0, 0, 209, 16, 0},
    {20161, 0, 0, 210, 16, 0}, {28850, 0, 0, 219, 16, 0}, {42653, 0, 0, 225, 16, 0}, {33240, 0, 0, 228, 16, 0}, {20917, 0, 0, 229, 16, 0},
    {28923, 0, 0, 230, 16, 0}, {21726, 0, 0, 232, 16, 0}, {15602, 0, 0, 234, 16, 0}, {29305, 0, 0, 239, 16, 0}, {36266, 0, 0, 242, 16, 0},
    {29127, 0, 0, 241, 16, 0}, {33637, 0, 0, 65535, 0, 8}, {15612, 0, 0, 256, 16, 0}, {27984, 0, 0, 290, 16, 0}, {28902, 0, 0, 293, 16, 0},
    {33225, 0, 0, 317, 16, 0}, {42000, 0, 0, 320, 16, 0}, {31703, 0, 0, 321, 16, 0}, {42355, 0, 0, 323, 16, 0}, {47060, 0, 0, 338, 16, 0},
    {6758, 0, 0, 347, 16, 0}, {14056, 0, 0, 358, 16, 0}, {33287, 0, 0, 378, 16, 0}, {29533, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8},
    {36250, 0, 0, 65535, 0, 0}, {22304, 0, 0, 65535, 0, 8}, {7716, 0, 0, 65535, 0, 8}, {14314, 7716, 22297, 370, 48, 49}, {33428, 0, 0, 65535, 6, 0},
    {14185, 0, 0, 65535, 48, 32}, {29314, 0, 0, 65535, 0, 8}, {26613, 0, 0, 65535, 0, 0}, {33637, 0, 0, 65535, 0, 8}, {647, 0, 0, 65535, 3, 0},
    {656, 0, 0, 65535, 0, 0}, {29554, 0, 0, 65535, 0, 0}, {19101, 0, 0, 65535, 0, 0}, {29314, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8},
    {647, 0, 0, 65535, 3, 0}, {656, 0, 0, 65535, 0, 0}, {10419, 0, 0, 377, 16, 0}, {42105, 0, 0, 275, 16, 0}, {35397, 0, 0, 184, 16, 0},
    {21676, 0, 0, 191, 16, 0}, {47094, 0, 0, 207, 16, 0}, {32783, 0, 0, 298, 16, 0}, {6758, 0, 0, 345, 16, 0}, {27568, 0, 0, 351, 16, 0},
    {12662, 0, 0, 65535, 37, 0}, {11646, 0, 0, 65535, 37, 0}, {36266, 0, 0, 243, 16, 0}, {33092, 0, 0, 65535, 0, 0}, {47106, 0, 0, 65535, 0, 0},
    {33662, 0, 0, 65535, 0, 0}, {29478, 0, 0, 65535, 0, 8}, {27712, 0, 0, 296, 16, 8}, {6684, 0, 0, 65535, 1, 8}, {44748, 0, 0, 65535, 0, 0},
    {34337, 0, 0, 65535, 0, 0}, {13125, 0, 0, 65535, 3, 0}, {33935, 0, 0, 65535, 0, 0}, {16343, 0, 0, 65535, 48, 40}, {14260, 0, 0, 382, 16, 0},
    {726, 0, 0, 65535, 32, 0}, {11919, 0, 0, 383, 16, 0}, {33633, 0, 0, 65535, 0, 0}, {34222, 0, 0, 65535, 0, 0}, {31249, 0, 0, 283, 16, 0},
    {33162, 0, 0, 65535, 0, 0}, {1028, 0, 0, 65535, 3, 0}, {29745, 0, 0, 65535, 3, 0}, {29810, 0, 0, 65535, 3, 0}, {17405, 0, 0, 386, 48, 16},
    {16662, 0, 0, 387, 48, 16}, {28798, 0, 0, 65535, 0, 0}, {33637, 0, 0, 65535, 0, 0}, {4358, 0, 0, 65535, 1, 0}, {28766, 0, 0, 65535, 0, 0},
    {33080, 0, 0, 65535, 0, 8}, {27198, 0, 0, 65535, 0, 0}, {11825, 0, 0, 381, 48, 16}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0},
    {11736, 0, 0, 384, 48, 16}, {33637, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8}, {24422, 0, 0, 65535, 0, 0}, {27198, 0, 0, 65535, 0, 0},
    {4906, 0, 0, 65535, 1, 0}, {21528, 0, 0, 65535, 6, 0}, {21567, 0, 0, 65535, 6, 0}, {39165, 0, 0, 222, 16, 0}, {33386, 0, 0, 65535, 6, 8},
    {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {32082, 0, 0, 65535, 0, 0}, {22304, 0, 0, 65535, 0, 0}, {30288, 0, 0, 283, 16, 0},
    {42065, 0, 0, 283, 16, 0}, {20691, 0, 0, 65535, 0, 0}, {40671, 0, 0, 65535, 0, 0}, {17153, 0, 0, 389, 16, 0}, {33045, 0, 0, 65535, 0, 0},
    {4702, 0, 0, 65535, 1, 8}, {33609, 0, 0, 65535, 6, 8}, {6075, 0, 0, 65535, 1, 0}, {16618, 0, 0, 65535, 1, 0}, {33045, 0, 0, 65535, 0, 8},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 394, 16, 8}, {7716, 0, 0, 395, 16, 0},
    {33428, 0, 0, 65535, 6, 0}, {36250, 0, 0, 65535, 0, 0}, {22304, 0, 0, 65535, 0, 0}, {7716, 0, 0, 65535, 0, 0}, {33045, 0, 0, 65535, 0, 8},
    {41415, 0, 0, 391, 16, 0}, {40652, 0, 0, 65535, 1, 0}, {25667, 0, 0, 403, 16, 8}, {16836, 0, 0, 400, 48, 16}, {14260, 33045, 33045, 393, 48, 49},
    {33637, 0, 0, 65535, 0, 8}, {29753, 0, 0, 406, 16, 0}, {33045, 0, 0, 65535, 0, 8}, {6053, 0, 0, 65535, 1, 0}, {6075, 0, 0, 65535, 1, 0},
    {32871, 0, 0, 397, 16, 8}, {16618, 0, 0, 65535, 1, 0}, {19085, 0, 0, 65535, 48, 40}, {18800, 0, 0, 65535, 48, 40}, {16917, 0, 0, 399, 48, 16},
    {16903, 0, 0, 407, 48, 16}, {12788, 0, 0, 409, 48, 24}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0},
    {42661, 0, 0, 404, 16, 8}, {7716, 0, 0, 405, 16, 0}, {33428, 0, 0, 65535, 6, 0}, {36250, 0, 0, 65535, 0, 0}, {22304, 0, 0, 65535, 0, 0},
    {7716, 0, 0, 65535, 0, 0}, {33045, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8}, {4662, 0, 0, 390, 16, 0}, {41980, 0, 0, 398, 16, 0},
    {33045, 0, 0, 65535, 0, 8}, {14260, 33045, 33045, 402, 48, 49}, {31615, 0, 0, 65535, 1, 0}, {6644, 0, 0, 65535, 1, 0}, {15707, 0, 0, 65535, 1, 0},
    {13953, 0, 0, 65535, 48, 40}, {33149, 0, 0, 65535, 3, 0}, {18180, 0, 0, 65535, 48, 32}, {17532, 0, 0, 65535, 48, 40},
    {18800, 0, 0, 65535, 48, 40}, {33637, 0, 0, 65535, 0, 8}, {41175, 0, 0, 65535, 0, 8}, {21279, 0, 0, 396, 16, 0}, {41515, 0, 0, 65535, 0, 8},
    {4708, 0, 0, 408, 16, 0}, {20428, 0, 0, 410, 16, 0}, {33637, 0, 0, 65535, 0, 8}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 418, 16, 8}, {7716, 0, 0, 419, 16, 0}, {33637, 0, 0, 65535, 0, 8}, {41921, 0, 0, 65535, 0, 8},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 415, 16, 8}, {7716, 0, 0, 416, 16, 0},
    {33637, 0, 0, 65535, 0, 8}, {41921, 0, 0, 65535, 0, 8}, {5538, 0, 0, 65535, 0, 8}, {20266, 0, 0, 65535, 0, 8}, {6801, 0, 0, 417, 16, 8},
    {14260, 33045, 33045, 704, 48, 49}, {26409, 0, 0, 65535, 1, 0}, {41397, 0, 0, 414, 16, 0}, {6801, 0, 0, 420, 16, 8},
    {14260, 33045, 33045, 704, 48, 49}, {26409, 0, 0, 65535, 1, 0}, {13640, 33637, 33637, 421, 48, 49}, {13823, 33637, 33637, 422, 48, 49},
    {13834, 33637, 33637, 423, 48, 49}, {41397, 0, 0, 412, 16, 0}, {5538, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8}, {33471, 0, 0, 65535, 6, 0},
    {33486, 0, 0, 65535, 6, 0}, {33396, 0, 0, 65535, 6, 0}, {36250, 0, 0, 65535, 0, 0}, {33637, 0, 0, 65535, 0, 8}, {33376, 0, 0, 65535, 6, 0},
    {33637, 0, 0, 65535, 0, 8}, {29, 0, 0, 65535, 1, 8}, {32098, 0, 0, 65535, 0, 8}, {41696, 0, 0, 430, 16, 8}, {29292, 0, 0, 65535, 0, 0},
    {33124, 0, 0, 65535, 0, 8}, {15462, 0, 0, 424, 48, 24}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0},
    {42661, 0, 0, 427, 16, 8}, {31116, 0, 0, 448, 16, 8}, {21227, 0, 0, 65535, 0, 8}, {4669, 0, 0, 65535, 48, 16}, {27198, 0, 0, 65535, 0, 0},
    {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 439, 16, 0}, {7716, 0, 0, 440, 16, 0}, {36854, 0, 0, 366, 16, 0},
    {40712, 0, 0, 438, 16, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 433, 16, 0},
    {21304, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8}, {41175, 0, 0, 65535, 0, 0}, {33143, 0, 0, 65535, 0, 0},
    {20639, 0, 0, 65535, 0, 0}, {13692, 0, 0, 432, 16, 0}, {33633, 0, 0, 65535, 0, 0}, {21647, 0, 0, 65535, 0, 0}, {11736, 0, 0, 436, 48, 16},
    {12859, 0, 0, 434, 48, 16}, {19986, 0, 0, 65535, 0, 0}, {4358, 0, 0, 65535, 1, 8}, {28766, 0, 0, 65535, 0, 8}, {3546, 0, 0, 65535, 0, 0},
    {21495, 0, 0, 425, 16, 0}, {33637, 0, 0, 65535, 0, 8}, {4358, 0, 0, 449, 16, 0}, {41704, 0, 0, 430, 16, 0}, {33752, 0, 0, 65535, 0, 0},
    {16836, 0, 0, 437, 48, 16}, {15343, 0, 0, 441, 48, 16}, {21200, 0, 0, 435, 16, 0}, {11622, 0, 0, 65535, 48, 16}, {33723, 0, 0, 65535, 0, 0},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 447, 16, 0}, {11736, 0, 0, 446, 48, 16},
    {21723, 0, 0, 445, 48, 16}, {27925, 0, 0, 445, 48, 16}, {11736, 0, 0, 446, 48, 16}, {29086, 0, 0, 428, 16, 0}, {19845, 0, 0, 707, 16, 0},
    {19863, 0, 0, 707, 16, 0}, {4638, 0, 0, 65535, 1, 0}, {4358, 0, 0, 65535, 4, 0}, {28766, 0, 0, 65535, 0, 0}, {12991, 0, 0, 443, 48, 16},
    {12859, 0, 0, 444, 48, 16}, {19863, 0, 0, 707, 16, 0}, {16643, 0, 0, 65535, 48, 16}, {21279, 0, 0, 65535, 0, 0}, {33637, 0, 0, 65535, 0, 8},
    {41175, 0, 0, 65535, 0, 0}, {36854, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 0}, {21213, 0, 0, 65535, 1, 0}, {27198, 0, 0, 65535, 0, 0},
    {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 451, 16, 0}, {7716, 0, 0, 452, 16, 0}, {13889, 0, 0, 65535, 48, 16},
    {14260, 33045, 33045, 704, 48, 49}, {41929, 0, 0, 65535, 37, 0}, {27198, 0, 0, 65535, 0, 0}, {20711, 0, 0, 65535, 0, 8},
    {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42447, 0, 0, 453, 16, 0}, {30173, 0, 0, 455, 16, 0}, {19528, 0, 0, 65535, 32, 0},
    {14918, 0, 0, 362, 48, 16}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 457, 16, 0},
    {7716, 0, 0, 458, 16, 0}, {35619, 0, 0, 65535, 4, 0}, {35683, 0, 0, 65535, 4, 0}, {19113, 0, 0, 707, 16, 2}, {1687, 0, 0, 65535, 0, 0},
    {14260, 33045, 33045, 704, 48, 49}, {674, 0, 0, 65535, 1, 0}, {689, 0, 0, 65535, 1, 0}, {18211, 0, 0, 65535, 38, 0}, {41946, 0, 0, 65535, 1, 0},
    {18225, 0, 0, 65535, 1, 0}, {26409, 0, 0, 65535, 1, 0}, {13585, 0, 0, 707, 48, 16}, {34891, 0, 0, 459, 16, 0}, {27198, 0, 0, 65535, 0, 0},
    {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {16836, 0, 0, 462, 48, 16}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 0}, {31465, 0, 0, 465, 16, 8}, {12788, 0, 0, 466, 48, 16}, {13953, 0, 0, 65535, 48, 16}, {19085, 0, 0, 65535, 48, 16},
    {16797, 0, 0, 65535, 48, 16}, {17532, 0, 0, 65535, 48, 16}, {18800, 0, 0, 65535, 48, 24}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 0}, {16836, 0, 0, 462, 48, 16}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0},
    {31465, 0, 0, 465, 16, 8}, {12788, 0, 0, 466, 48, 16}, {21304, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8},
    {21304, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8}, {41175, 0, 0, 65535, 0, 0}, {14260, 0, 33045, 704, 48, 48},
    {46587, 0, 0, 65535, 64, 0}, {40809, 0, 0, 65535, 0, 8}, {20191, 0, 0, 65535, 0, 8}, {46622, 0, 0, 499, 16, 0}, {28621, 0, 0, 65535, 0, 8},
    {47194, 0, 0, 65535, 0, 0}, {21627, 0, 0, 65535, 6, 0}, {18031, 0, 0, 477, 16, 0}, {19528, 0, 0, 275, 16, 0}, {26788, 0, 0, 65535, 0, 8},
    {6545, 0, 0, 65535, 5, 0}, {36176, 0, 0, 471, 16, 0}, {15695, 0, 0, 65535, 53, 16}, {3047, 0, 0, 65535, 5, 0}, {27508, 0, 0, 65535, 5, 8},
    {21650, 0, 0, 65535, 5, 0}, {11646, 0, 0, 65535, 37, 0}, {31638, 0, 0, 65535, 5, 8}, {13651, 0, 0, 473, 32, 8}, {33637, 0, 0, 65535, 0, 8},
    {17414, 0, 0, 65535, 3, 0}, {14955, 0, 0, 65535, 3, 0}, {15724, 0, 0, 478, 32, 0}, {14347, 0, 0, 65535, 48, 16}, {14365, 0, 0, 65535, 48, 16},
    {36359, 0, 0, 65535, 3, 0}, {294, 0, 0, 479, 32, 0}, {13660, 0, 0, 486, 48, 16}, {33637, 0, 0, 65535, 0, 8}, {17805, 0, 0, 502, 32, 0},
    {34222, 0, 0, 65535, 0, 0}, {19528, 0, 0, 275, 16, 0}, {11925, 0, 0, 492, 48, 16}, {31631, 0, 0, 503, 16, 0}, {11646, 0, 0, 65535, 48, 16},
    {36856, 0, 0, 65535, 0, 8}, {30763, 0, 0, 476, 48, 16}, {12654, 0, 0, 489, 48, 16}, {28626, 0, 0, 65535, 3, 0}, {15353, 0, 0, 65535, 51, 16},
    {4949, 0, 0, 65535, 1, 0}, {11830, 0, 0, 65535, 49, 16}, {29880, 0, 0, 65535, 0, 0}, {15473, 0, 0, 65535, 48, 16}, {26852, 0, 0, 65535, 0, 0},
    {15026, 0, 0, 65535, 48, 16}, {1162, 0, 0, 470, 16, 0}, {31638, 0, 0, 65535, 5, 8}, {30763, 0, 0, 481, 48, 16}, {11932, 0, 0, 485, 48, 16},
    {11646, 0, 0, 488, 48, 16}, {31631, 0, 0, 503, 16, 0}, {11646, 0, 0, 65535, 48, 16}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 484, 16, 0}, {31631, 0, 0, 503, 16, 0}, {30763, 0, 0, 483, 48, 16}, {34262, 0, 0, 65535, 0, 0},
    {13575, 0, 0, 490, 48, 16}, {31721, 0, 0, 65535, 0, 0}, {31739, 0, 0, 65535, 0, 0}, {11646, 0, 0, 65535, 48, 16}, {13914, 0, 0, 65535, 48, 16},
    {7005, 0, 0, 65535, 0, 8}, {13651, 0, 0, 473, 32, 8}, {26788, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8}, {639, 0, 0, 498, 16, 0},
    {35652, 0, 0, 491, 48, 16}, {33637, 0, 0, 65535, 0, 8}, {13137, 0, 0, 65535, 3, 0}, {14347, 0, 0, 65535, 48, 16}, {14365, 0, 0, 65535, 48, 16},
    {484, 0, 0, 65535, 37, 0}, {40809, 0, 0, 65535, 0, 8}, {20191, 0, 0, 65535, 0, 8}, {28621, 0, 0, 65535, 0, 8}, {3569, 0, 0, 65535, 0, 8},
    {47194, 0, 0, 65535, 0, 0}, {14899, 0, 0, 65535, 48, 32}, {14918, 0, 0, 497, 48, 16}, {28820, 0, 0, 469, 16, 0}, {36747, 0, 0, 65535, 0, 0},
    {294, 0, 0, 472, 16, 0}, {4702, 0, 0, 65535, 1, 0}, {15994, 0, 0, 487, 48, 16}, {33894, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8},
    {13575, 0, 0, 490, 48, 16}, {14918, 0, 0, 497, 48, 16}, {7492, 0, 0, 65535, 0, 8}, {969, 0, 0, 65535, 0, 8}, {42341, 0, 0, 65535, 6, 0},
    {31638, 0, 0, 65535, 0, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 494, 16, 8},
    {7716, 0, 0, 495, 16, 0}, {19573, 0, 0, 496, 16, 0}, {5020, 0, 0, 492, 16, 8}, {14260, 33045, 33045, 704, 48, 49}, {40809, 0, 0, 65535, 0, 0},
    {20191, 0, 0, 65535, 0, 0}, {28621, 0, 0, 65535, 0, 0}, {7492, 0, 0, 65535, 0, 0}, {969, 0, 0, 65535, 0, 0}, {19969, 0, 0, 65535, 0, 0},
    {18452, 0, 0, 65535, 1, 0}, {31638, 0, 0, 65535, 0, 0}, {13137, 0, 0, 65535, 3, 0}, {36747, 0, 0, 65535, 0, 0}, {294, 0, 0, 472, 16, 0},
    {4702, 0, 0, 65535, 1, 0}, {15994, 0, 0, 487, 48, 16}, {33894, 0, 0, 65535, 0, 8}, {13575, 0, 0, 490, 48, 16}, {14918, 0, 0, 497, 48, 16},
    {13043, 0, 0, 65535, 0, 0}, {34295, 0, 0, 65535, 0, 0}, {14041, 0, 0, 65535, 48, 16}, {973, 0, 0, 65535, 0, 0}, {20925, 0, 0, 65535, 5, 0},
    {20944, 0, 0, 65535, 5, 0}, {20548, 0, 0, 65535, 5, 0}, {41485, 0, 0, 65535, 5, 0}, {29887, 0, 0, 500, 16, 0}, {42447, 0, 0, 501, 16, 0},
    {20191, 0, 0, 65535, 0, 8}, {13692, 0, 0, 65535, 64, 8}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0},
    {42661, 0, 0, 506, 16, 0}, {7716, 0, 0, 507, 16, 0}, {21304, 0, 0, 65535, 0, 0}, {33637, 0, 0, 65535, 0, 8}, {36854, 0, 0, 65535, 0, 8},
    {41921, 0, 0, 65535, 0, 8}, {18031, 0, 0, 480, 16, 0}, {26759, 0, 0, 468, 16, 0}, {18031, 0, 47175, 467, 48, 48},
    {20149, 41921, 41921, 505, 48, 49}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 509, 16, 0},
    {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 506, 16, 0}, {26398, 0, 0, 65535, 1, 8}, {33637, 0, 0, 65535, 0, 8}, {4887, 0, 0, 65535, 1, 8},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 512, 16, 8}, {17414, 0, 0, 65535, 3, 0},
    {18031, 0, 0, 475, 48, 16}, {20191, 0, 0, 65535, 0, 8}, {34222, 0, 0, 65535, 0, 0}, {19528, 0, 0, 275, 16, 0}, {31754, 0, 0, 65535, 0, 0},
    {24106, 0, 0, 65535, 3, 0}, {28621, 0, 0, 510, 16, 8}, {13677, 0, 0, 474, 48, 16}, {14899, 0, 0, 65535, 48, 32}, {7492, 0, 0, 65535, 0, 8},
    {969, 0, 0, 65535, 0, 8}, {42341, 0, 0, 65535, 6, 0}, {31638, 0, 0, 65535, 0, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 515, 16, 8}, {7716, 0, 0, 516, 16, 0}, {19573, 0, 0, 517, 16, 0}, {5020, 0, 0, 513, 16, 8},
    {14260, 33045, 33045, 704, 48, 49}, {40809, 0, 0, 65535, 0, 0}, {20191, 0, 0, 65535, 0, 0}, {28621, 0, 0, 65535, 0, 0},
    {35584, 0, 0, 65535, 1, 8}, {31711, 0, 0, 65535, 0, 8}, {28837, 0, 0, 65535, 1, 8}, {33045, 0, 0, 65535, 0, 8}, {18133, 0, 0, 65535, 1, 0},
    {18068, 0, 0, 65535, 1, 0}, {20191, 0, 0, 65535, 0, 8}, {26398, 0, 0, 65535, 1, 8}, {34222, 0, 0, 65535, 0, 0}, {605, 0, 0, 518, 48, 16},
    {34077, 0, 0, 65535, 0, 8}, {4887, 0, 0, 65535, 1, 0}, {622, 0, 0, 524, 16, 0}, {18039, 0, 0, 65535, 1, 0}, {18066, 0, 0, 65535, 1, 0},
    {20008, 0, 0, 65535, 0, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 8}, {42661, 0, 0, 521, 16, 8},
    {7716, 0, 0, 522, 16, 0}, {31777, 0, 0, 65535, 0, 0}, {20191, 0, 0, 65535, 0, 8}, {6567, 0, 0, 65535, 1, 0}, {34077, 0, 0, 65535, 0, 0},
    {14260, 33045, 33045, 704, 48, 49}, {4877, 0, 0, 65535, 1, 8}, {15347, 0, 0, 519, 48, 16}, {35624, 0, 0, 65535, 5, 8}, {42138, 0, 0, 65535, 5, 8},
    {33637, 0, 0, 65535, 0, 8}, {28837, 0, 0, 65535, 5, 8}, {294, 0, 0, 523, 48, 16}, {18085, 0, 0, 65535, 1, 8}, {18107, 0, 0, 65535, 1, 8},
    {14260, 0, 33045, 704, 48, 48}, {46587, 0, 0, 65535, 64, 0}, {40809, 0, 0, 65535, 0, 8}, {20191, 0, 0, 65535, 0, 8}, {46622, 0, 0, 553, 16, 0},
    {28621, 0, 0, 65535, 0, 8}, {47194, 0, 0, 65535, 0, 0}, {21627, 0, 0, 65535, 6, 0}, {18031, 0, 0, 536, 16, 0}, {19528, 0, 0, 275, 16, 0},
    {17414, 0, 0, 65535, 3, 0}, {14955, 0, 0, 65535, 3, 0}, {15724, 0, 0, 537, 32, 0}, {14347, 0, 0, 65535, 48, 16}, {14365, 0, 0, 65535, 48, 16},
    {36359, 0, 0, 65535, 3, 0}, {294, 0, 0, 538, 32, 0}, {13660, 0, 0, 545, 48, 16}, {17805, 0, 0, 556, 32, 0}, {34222, 0, 0, 65535, 0, 0},
    {19528, 0, 0, 275, 16, 0}, {11925, 0, 0, 551, 48, 16}, {26788, 0, 0, 65535, 0, 8}, {6545, 0, 0, 65535, 5, 0}, {36176, 0, 0, 530, 16, 0},
    {15695, 0, 0, 65535, 53, 16}, {3047, 0, 0, 65535, 5, 0}, {27508, 0, 0, 65535, 5, 8}, {21650, 0, 0, 65535, 5, 0}, {11646, 0, 0, 65535, 37, 0},
    {31638, 0, 0, 65535, 5, 8}, {13651, 0, 0, 532, 32, 8}, {33637, 0, 0, 65535, 0, 8}, {42640, 0, 0, 527, 16, 0}, {33637, 0, 0, 65535, 0, 8},
    {31631, 0, 0, 557, 16, 0}, {11646, 0, 0, 65535, 48, 16}, {36856, 0, 0, 65535, 0, 8}, {30763, 0, 0, 535, 48, 16}, {12654, 0, 0, 548, 48, 16},
    {28626, 0, 0, 65535, 3, 0}, {15353, 0, 0, 65535, 51, 16}, {4949, 0, 0, 65535, 1, 0}, {11830, 0, 0, 65535, 49, 16}, {29880, 0, 0, 65535, 0, 0},
    {15473, 0, 0, 65535, 48, 16}, {26852, 0, 0, 65535, 0, 0}, {15026, 0, 0, 65535, 48, 16}, {1162, 0, 0, 529, 16, 0}, {31638, 0, 0, 65535, 5, 8},
    {30763, 0, 0, 540, 48, 16}, {11932, 0, 0, 544, 48, 16}, {11646, 0, 0, 547, 48, 16}, {31631, 0, 0, 557, 16, 0}, {11646, 0, 0, 65535, 48, 16},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 543, 16, 0}, {31631, 0, 0, 557, 16, 0},
    {30763, 0, 0, 542, 48, 16}, {34262, 0, 0, 65535, 0, 0}, {13575, 0, 0, 549, 48, 16}, {31721, 0, 0, 65535, 0, 0}, {31739, 0, 0, 65535, 0, 0},
    {11646, 0, 0, 65535, 48, 16}, {13914, 0, 0, 65535, 48, 16}, {7005, 0, 0, 65535, 0, 8}, {13651, 0, 0, 532, 32, 8}, {26788, 0, 0, 65535, 0, 8},
    {33637, 0, 0, 65535, 0, 8}, {13137, 0, 0, 65535, 3, 0}, {36747, 0, 0, 65535, 0, 0}, {294, 0, 0, 531, 16, 0}, {4702, 0, 0, 65535, 1, 0},
    {15994, 0, 0, 546, 48, 16}, {33894, 0, 0, 65535, 0, 0}, {35652, 0, 0, 550, 48, 16}, {33637, 0, 0, 65535, 0, 8}, {13575, 0, 0, 549, 48, 16},
    {14918, 0, 0, 552, 48, 16}, {13137, 0, 0, 65535, 3, 0}, {14347, 0, 0, 65535, 48, 16}, {14365, 0, 0, 65535, 48, 16}, {484, 0, 0, 65535, 37, 0},
    {40809, 0, 0, 65535, 0, 8}, {20191, 0, 0, 65535, 0, 8}, {28621, 0, 0, 65535, 0, 8}, {3569, 0, 0, 65535, 0, 8}, {47194, 0, 0, 65535, 0, 0},
    {14899, 0, 0, 65535, 48, 32}, {14918, 0, 0, 552, 48, 16}, {28820, 0, 0, 528, 16, 0}, {36747, 0, 0, 65535, 0, 0}, {294, 0, 0, 531, 16, 0},
    {4702, 0, 0, 65535, 1, 0}, {15994, 0, 0, 546, 48, 16}, {33894, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8}, {13575, 0, 0, 549, 48, 16},
    {14918, 0, 0, 552, 48, 16}, {7492, 0, 0, 65535, 0, 8}, {969, 0, 0, 65535, 0, 8}, {42341, 0, 0, 65535, 6, 0}, {31638, 0, 0, 65535, 0, 0},
    {7492, 0, 0, 65535, 0, 0}, {969, 0, 0, 65535, 0, 0}, {19969, 0, 0, 65535, 0, 0}, {18452, 0, 0, 65535, 1, 0}, {31638, 0, 0, 65535, 0, 0},
    {13043, 0, 0, 65535, 0, 0}, {34295, 0, 0, 65535, 0, 0}, {14041, 0, 0, 65535, 48, 16}, {973, 0, 0, 65535, 0, 0}, {20925, 0, 0, 65535, 5, 0},
    {20944, 0, 0, 65535, 5, 0}, {20548, 0, 0, 65535, 5, 0}, {41485, 0, 0, 65535, 5, 0}, {29887, 0, 0, 554, 16, 0}, {42447, 0, 0, 555, 16, 0},
    {20191, 0, 0, 65535, 0, 8}, {13692, 0, 0, 65535, 64, 8}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0},
    {42661, 0, 0, 560, 16, 0}, {7716, 0, 0, 561, 16, 0}, {21304, 0, 0, 65535, 0, 0}, {33637, 0, 0, 65535, 0, 8}, {36854, 0, 0, 65535, 0, 8},
    {41921, 0, 0, 65535, 0, 8}, {18031, 0, 0, 539, 16, 0}, {26759, 0, 0, 526, 16, 0}, {18031, 0, 47175, 525, 48, 48},
    {20149, 41921, 41921, 559, 48, 49}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 563, 16, 0},
    {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 560, 16, 0}, {26398, 0, 0, 65535, 1, 8}, {33637, 0, 0, 65535, 0, 8}, {4887, 0, 0, 65535, 1, 8},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 566, 16, 8}, {17414, 0, 0, 65535, 3, 0},
    {18031, 0, 0, 534, 48, 16}, {20191, 0, 0, 65535, 0, 8}, {34222, 0, 0, 65535, 0, 0}, {19528, 0, 0, 275, 16, 0}, {31754, 0, 0, 65535, 0, 0},
    {24106, 0, 0, 65535, 3, 0}, {28621, 0, 0, 564, 16, 8}, {13677, 0, 0, 533, 48, 16}, {14899, 0, 0, 65535, 48, 32}, {14260, 0, 33045, 704, 48, 48},
    {46587, 0, 0, 65535, 64, 0}, {40809, 0, 0, 65535, 0, 8}, {20191, 0, 0, 65535, 0, 8}, {46622, 0, 0, 599, 16, 0}, {28621, 0, 0, 65535, 0, 8},
    {47194, 0, 0, 65535, 0, 0}, {21627, 0, 0, 65535, 6, 0}, {18031, 0, 0, 577, 16, 0}, {19528, 0, 0, 275, 16, 0}, {26788, 0, 0, 65535, 0, 8},
    {6545, 0, 0, 65535, 5, 0}, {36176, 0, 0, 571, 16, 0}, {15695, 0, 0, 65535, 53, 16}, {3047, 0, 0, 65535, 5, 0}, {27508, 0, 0, 65535, 5, 8},
    {21650, 0, 0, 65535, 5, 0}, {11646, 0, 0, 65535, 37, 0}, {31638, 0, 0, 65535, 5, 8}, {13651, 0, 0, 573, 32, 8}, {33637, 0, 0, 65535, 0, 8},
    {17414, 0, 0, 65535, 3, 0}, {14955, 0, 0, 65535, 3, 0}, {15724, 0, 0, 578, 32, 0}, {14347, 0, 0, 65535, 48, 16}, {14365, 0, 0, 65535, 48, 16},
    {36359, 0, 0, 65535, 3, 0}, {294, 0, 0, 579, 32, 0}, {13660, 0, 0, 586, 48, 16}, {33637, 0, 0, 65535, 0, 8}, {17805, 0, 0, 602, 32, 0},
    {34222, 0, 0, 65535, 0, 0}, {19528, 0, 0, 275, 16, 0}, {11925, 0, 0, 592, 48, 16}, {31631, 0, 0, 603, 16, 0}, {11646, 0, 0, 65535, 48, 16},
    {36856, 0, 0, 65535, 0, 8}, {30763, 0, 0, 576, 48, 16}, {12654, 0, 0, 589, 48, 16}, {28626, 0, 0, 65535, 3, 0}, {15353, 0, 0, 65535, 51, 16},
    {4949, 0, 0, 65535, 1, 0}, {11830, 0, 0, 65535, 49, 16}, {29880, 0, 0, 65535, 0, 0}, {15473, 0, 0, 65535, 48, 16}, {26852, 0, 0, 65535, 0, 0},
    {15026, 0, 0, 65535, 48, 16}, {1162, 0, 0, 570, 16, 0}, {31638, 0, 0, 65535, 5, 8}, {30763, 0, 0, 581, 48, 16}, {11932, 0, 0, 585, 48, 16},
    {11646, 0, 0, 588, 48, 16}, {31631, 0, 0, 603, 16, 0}, {11646, 0, 0, 65535, 48, 16}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 584, 16, 0}, {31631, 0, 0, 603, 16, 0}, {30763, 0, 0, 583, 48, 16}, {34262, 0, 0, 65535, 0, 0},
    {13575, 0, 0, 590, 48, 16}, {31721, 0, 0, 65535, 0, 0}, {31739, 0, 0, 65535, 0, 0}, {11646, 0, 0, 65535, 48, 16}, {13914, 0, 0, 65535, 48, 16},
    {7005, 0, 0, 65535, 0, 8}, {13651, 0, 0, 573, 32, 8}, {26788, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8}, {639, 0, 0, 598, 16, 0},
    {35652, 0, 0, 591, 48, 16}, {33637, 0, 0, 65535, 0, 8}, {13137, 0, 0, 65535, 3, 0}, {14347, 0, 0, 65535, 48, 16}, {14365, 0, 0, 65535, 48, 16},
    {484, 0, 0, 65535, 37, 0}, {40809, 0, 0, 65535, 0, 8}, {20191, 0, 0, 65535, 0, 8}, {28621, 0, 0, 65535, 0, 8}, {3569, 0, 0, 65535, 0, 8},
    {47194, 0, 0, 65535, 0, 0}, {14899, 0, 0, 65535, 48, 32}, {14918, 0, 0, 597, 48, 16}, {28820, 0, 0, 569, 16, 0}, {36747, 0, 0, 65535, 0, 0},
    {294, 0, 0, 572, 16, 0}, {4702, 0, 0, 65535, 1, 0}, {15994, 0, 0, 587, 48, 16}, {33894, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8},
    {13575, 0, 0, 590, 48, 16}, {14918, 0, 0, 597, 48, 16}, {7492, 0, 0, 65535, 0, 8}, {969, 0, 0, 65535, 0, 8}, {42341, 0, 0, 65535, 6, 0},
    {31638, 0, 0, 65535, 0, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 594, 16, 8},
    {7716, 0, 0, 595, 16, 0}, {19573, 0, 0, 596, 16, 0}, {5020, 0, 0, 592, 16, 8}, {14260, 33045, 33045, 704, 48, 49}, {40809, 0, 0, 65535, 0, 0},
    {20191, 0, 0, 65535, 0, 0}, {28621, 0, 0, 65535, 0, 0}, {7492, 0, 0, 65535, 0, 0}, {969, 0, 0, 65535, 0, 0}, {19969, 0, 0, 65535, 0, 0},
    {18452, 0, 0, 65535, 1, 0}, {31638, 0, 0, 65535, 0, 0}, {13137, 0, 0, 65535, 3, 0}, {36747, 0, 0, 65535, 0, 0}, {294, 0, 0, 572, 16, 0},
    {4702, 0, 0, 65535, 1, 0}, {15994, 0, 0, 587, 48, 16}, {33894, 0, 0, 65535, 0, 8}, {13575, 0, 0, 590, 48, 16}, {14918, 0, 0, 597, 48, 16},
    {13043, 0, 0, 65535, 0, 0}, {34295, 0, 0, 65535, 0, 0}, {14041, 0, 0, 65535, 48, 16}, {973, 0, 0, 65535, 0, 0}, {20925, 0, 0, 65535, 5, 0},
    {20944, 0, 0, 65535, 5, 0}, {20548, 0, 0, 65535, 5, 0}, {41485, 0, 0, 65535, 5, 0}, {29887, 0, 0, 600, 16, 0}, {42447, 0, 0, 601, 16, 0},
    {20191, 0, 0, 65535, 0, 8}, {13692, 0, 0, 65535, 64, 8}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0},
    {42661, 0, 0, 606, 16, 0}, {7716, 0, 0, 607, 16, 0}, {21304, 0, 0, 65535, 0, 0}, {33637, 0, 0, 65535, 0, 8}, {36854, 0, 0, 65535, 0, 8},
    {41921, 0, 0, 65535, 0, 8}, {18031, 0, 0, 580, 16, 0}, {26759, 0, 0, 568, 16, 0}, {18031, 0, 47175, 567, 48, 48},
    {20149, 41921, 41921, 605, 48, 49}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 609, 16, 0},
    {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 606, 16, 0}, {26398, 0, 0, 65535, 1, 8}, {33637, 0, 0, 65535, 0, 8}, {4887, 0, 0, 65535, 1, 8},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 612, 16, 8}, {17414, 0, 0, 65535, 3, 0},
    {18031, 0, 0, 575, 48, 16}, {20191, 0, 0, 65535, 0, 8}, {34222, 0, 0, 65535, 0, 0}, {19528, 0, 0, 275, 16, 0}, {31754, 0, 0, 65535, 0, 0},
    {24106, 0, 0, 65535, 3, 0}, {28621, 0, 0, 610, 16, 8}, {13677, 0, 0, 574, 48, 16}, {14899, 0, 0, 65535, 48, 32}, {27198, 0, 0, 65535, 0, 0},
    {22604, 0, 0, 65535, 0, 0}, {6553, 0, 0, 65535, 3, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {1503, 0, 0, 65535, 0, 0},
    {31638, 0, 0, 65535, 1, 0}, {28810, 0, 0, 65535, 64, 0}, {35359, 0, 0, 65535, 64, 0}, {4839, 0, 0, 65535, 1, 8}, {27198, 0, 0, 65535, 0, 0},
    {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 619, 16, 8}, {7716, 0, 0, 620, 16, 0}, {704, 0, 0, 632, 48, 16},
    {42640, 0, 0, 65535, 64, 0}, {30758, 0, 0, 615, 16, 0}, {36455, 0, 0, 614, 16, 0}, {34021, 0, 0, 65535, 0, 0}, {1503, 0, 0, 65535, 0, 0},
    {29, 0, 0, 65535, 1, 0}, {33734, 0, 0, 65535, 0, 0}, {11961, 0, 0, 617, 16, 0}, {2108, 0, 0, 618, 16, 8}, {31549, 0, 0, 640, 16, 8},
    {14260, 33045, 33045, 704, 48, 49}, {16066, 0, 33637, 621, 48, 48}, {36455, 0, 0, 614, 16, 0}, {33637, 0, 0, 65535, 0, 8},
    {16048, 0, 33637, 631, 48, 48}, {1503, 0, 0, 65535, 0, 0}, {29, 0, 0, 65535, 1, 0}, {33734, 0, 0, 65535, 0, 0}, {11961, 0, 0, 617, 16, 0},
    {2108, 0, 0, 618, 16, 8}, {28810, 0, 0, 65535, 64, 0}, {35359, 0, 0, 65535, 64, 0}, {4868, 0, 0, 65535, 1, 8}, {27198, 0, 0, 65535, 0, 0},
    {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 629, 16, 8}, {7716, 0, 0, 630, 16, 0}, {33637, 0, 0, 65535, 0, 8},
    {34059, 0, 0, 65535, 0, 0}, {34134, 0, 0, 65535, 0, 0}, {33637, 0, 0, 65535, 0, 8}, {34059, 0, 0, 65535, 0, 0}, {704, 0, 0, 632, 48, 16},
    {42640, 0, 0, 65535, 64, 0}, {30758, 0, 0, 623, 16, 0}, {36455, 0, 0, 622, 16, 0}, {34021, 0, 0, 65535, 0, 0}, {1503, 0, 0, 65535, 0, 0},
    {29, 0, 0, 65535, 1, 0}, {33734, 0, 0, 65535, 0, 0}, {15272, 33637, 33637, 625, 48, 53}, {11961, 0, 0, 627, 16, 0}, {2108, 0, 0, 628, 16, 8},
    {31549, 0, 0, 640, 16, 0}, {14260, 33045, 33045, 704, 48, 49}, {16246, 33637, 33637, 626, 48, 53}, {36455, 0, 0, 622, 16, 0},
    {33637, 0, 0, 65535, 0, 8}, {1503, 0, 0, 65535, 0, 0}, {29, 0, 0, 65535, 1, 0}, {33734, 0, 0, 65535, 0, 0}, {15272, 33637, 33637, 625, 48, 53},
    {11961, 0, 0, 627, 16, 0}, {2108, 0, 0, 628, 16, 8}, {969, 0, 0, 65535, 0, 8}, {21304, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 8},
    {33637, 0, 0, 65535, 0, 8}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 641, 16, 8},
    {28810, 0, 0, 65535, 64, 0}, {35359, 0, 0, 65535, 64, 0}, {4868, 0, 0, 65535, 1, 0}, {33637, 0, 0, 65535, 0, 8}, {34059, 0, 0, 65535, 0, 0},
    {34134, 0, 0, 65535, 0, 0}, {704, 0, 0, 632, 48, 16}, {42640, 0, 0, 65535, 64, 0}, {30758, 0, 0, 636, 16, 0}, {34121, 0, 0, 65535, 0, 8},
    {34324, 0, 0, 65535, 0, 8}, {16066, 0, 33637, 621, 48, 48}, {31274, 0, 0, 633, 16, 0}, {16048, 0, 33637, 631, 48, 48},
    {28810, 0, 0, 65535, 64, 0}, {35359, 0, 0, 65535, 64, 0}, {4839, 0, 0, 65535, 1, 8}, {704, 0, 0, 657, 48, 16}, {42640, 0, 0, 65535, 64, 0},
    {30758, 0, 0, 643, 16, 0}, {16066, 0, 33637, 646, 48, 48}, {36455, 0, 0, 642, 16, 0}, {33637, 0, 0, 65535, 0, 8}, {16048, 0, 33637, 656, 48, 48},
    {1503, 0, 0, 65535, 0, 0}, {29, 0, 0, 65535, 1, 0}, {33734, 0, 0, 65535, 0, 0}, {11961, 0, 0, 644, 16, 0}, {2108, 0, 0, 645, 16, 8},
    {28810, 0, 0, 65535, 64, 0}, {35359, 0, 0, 65535, 64, 0}, {4868, 0, 0, 65535, 1, 8}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 654, 16, 8}, {7716, 0, 0, 655, 16, 0}, {33637, 0, 0, 65535, 0, 8}, {34059, 0, 0, 65535, 0, 0},
    {34134, 0, 0, 65535, 0, 0}, {33637, 0, 0, 65535, 0, 8}, {34059, 0, 0, 65535, 0, 0}, {704, 0, 0, 657, 48, 16}, {42640, 0, 0, 65535, 64, 0},
    {30758, 0, 0, 648, 16, 0}, {36455, 0, 0, 647, 16, 0}, {34021, 0, 0, 65535, 0, 0}, {1503, 0, 0, 65535, 0, 0}, {29, 0, 0, 65535, 1, 0},
    {33734, 0, 0, 65535, 0, 0}, {15272, 33637, 33637, 650, 48, 53}, {11961, 0, 0, 652, 16, 0}, {2108, 0, 0, 653, 16, 8}, {31549, 0, 0, 660, 16, 0},
    {14260, 33045, 33045, 704, 48, 49}, {16246, 33637, 33637, 651, 48, 53}, {36455, 0, 0, 647, 16, 0}, {33637, 0, 0, 65535, 0, 8},
    {1503, 0, 0, 65535, 0, 0}, {29, 0, 0, 65535, 1, 0}, {33734, 0, 0, 65535, 0, 0}, {15272, 33637, 33637, 650, 48, 53}, {11961, 0, 0, 652, 16, 0},
    {2108, 0, 0, 653, 16, 8}, {969, 0, 0, 65535, 0, 8}, {21304, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 661, 16, 8}, {34121, 0, 0, 65535, 0, 8},
    {34324, 0, 0, 65535, 0, 8}, {16066, 0, 33637, 646, 48, 48}, {31274, 0, 0, 658, 16, 0}, {16048, 0, 33637, 656, 48, 48}, {27198, 0, 0, 65535, 0, 0},
    {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 663, 16, 8}, {42114, 0, 0, 65535, 3, 0}, {1489, 0, 0, 65535, 0, 0},
    {18554, 0, 0, 65535, 1, 0}, {4770, 0, 0, 65535, 3, 0}, {29822, 0, 0, 65535, 3, 0}, {29562, 0, 0, 65535, 3, 0}, {4757, 0, 0, 65535, 3, 0},
    {12721, 0, 0, 65535, 3, 0}, {303, 0, 0, 65535, 3, 0}, {11722, 0, 0, 672, 48, 16}, {17435, 0, 0, 65535, 48, 32}, {27198, 0, 0, 65535, 0, 0},
    {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 666, 16, 8}, {7716, 0, 0, 667, 16, 0}, {35584, 0, 0, 679, 16, 0},
    {33637, 0, 0, 65535, 0, 8}, {47229, 0, 0, 65535, 0, 8}, {7569, 0, 0, 65535, 48, 16}, {13632, 33637, 33637, 665, 48, 57},
    {29188, 33637, 33637, 670, 48, 49}, {27198, 0, 0, 65535, 0, 0}, {294, 0, 0, 65535, 5, 0}, {41515, 0, 0, 65535, 0, 0}, {31597, 0, 0, 65535, 5, 0},
    {46583, 0, 0, 710, 16, 0}, {713, 0, 0, 707, 16, 0}, {33877, 0, 0, 65535, 0, 8}, {27399, 0, 0, 65535, 3, 0}, {17235, 0, 0, 364, 48, 16},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {14172, 0, 0, 65535, 48, 16}, {13692, 0, 0, 65535, 32, 0},
    {20526, 0, 0, 65535, 0, 8}, {1986, 0, 0, 65535, 0, 0}, {36774, 0, 0, 65535, 0, 0}, {14314, 0, 0, 671, 48, 16}, {33637, 0, 0, 65535, 0, 8},
    {36437, 0, 0, 65535, 0, 0}, {33428, 0, 0, 65535, 6, 0}, {36250, 0, 0, 65535, 0, 0}, {22304, 0, 0, 65535, 0, 8}, {7716, 0, 0, 65535, 0, 8},
    {36792, 0, 0, 65535, 0, 0}, {40643, 0, 0, 65535, 0, 8}, {18413, 0, 0, 65535, 1, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 675, 16, 8}, {7716, 0, 0, 676, 16, 0}, {45472, 0, 0, 291, 16, 0}, {34201, 0, 0, 65535, 0, 0},
    {21004, 0, 0, 65535, 0, 8}, {34222, 0, 0, 65535, 0, 8}, {36856, 0, 0, 674, 16, 8}, {20024, 0, 0, 678, 16, 0}, {42295, 0, 0, 65535, 3, 8},
    {46592, 0, 0, 65535, 32, 0}, {20036, 0, 0, 678, 16, 0}, {27198, 0, 0, 65535, 0, 0}, {33924, 0, 0, 65535, 0, 8}, {41515, 0, 0, 65535, 0, 0},
    {46583, 0, 0, 710, 16, 0}, {13692, 0, 0, 65535, 32, 0}, {36824, 0, 0, 65535, 1, 0}, {36250, 0, 0, 65535, 0, 0}, {33361, 0, 0, 65535, 6, 0},
    {4702, 0, 0, 65535, 1, 0}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 681, 16, 0},
    {7716, 0, 0, 682, 16, 0}, {36854, 0, 0, 706, 16, 8}, {14260, 33045, 33045, 704, 48, 49}, {27383, 0, 0, 65535, 0, 0}, {27198, 0, 0, 65535, 0, 0},
    {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 684, 16, 0}, {7716, 0, 0, 685, 16, 0}, {36854, 0, 0, 706, 16, 8},
    {14260, 33045, 33045, 704, 48, 49}, {27383, 0, 0, 65535, 0, 0}, {22604, 0, 0, 65535, 0, 0}, {7499, 0, 0, 65535, 0, 0}, {29448, 0, 0, 65535, 0, 8},
    {33637, 0, 0, 65535, 0, 8}, {29, 0, 0, 65535, 1, 0}, {33045, 0, 0, 65535, 0, 8}, {745, 0, 0, 65535, 0, 8}, {28963, 0, 0, 703, 16, 0},
    {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 691, 16, 8}, {7716, 0, 0, 692, 16, 0},
    {33428, 0, 0, 65535, 6, 0}, {36250, 0, 0, 65535, 0, 0}, {26409, 0, 0, 65535, 1, 0}, {22304, 0, 0, 65535, 0, 0}, {7716, 0, 0, 65535, 0, 8},
    {33045, 0, 0, 65535, 0, 8}, {17142, 0, 0, 65535, 48, 16}, {41515, 0, 0, 65535, 0, 8}, {41520, 0, 0, 65535, 0, 0}, {28843, 0, 0, 65535, 0, 8},
    {16699, 0, 0, 65535, 48, 16}, {21232, 0, 0, 65535, 0, 0}, {26849, 0, 0, 687, 16, 0}, {21279, 0, 0, 65535, 0, 8}, {16693, 0, 0, 690, 16, 8},
    {18683, 0, 0, 65535, 3, 0}, {33143, 0, 0, 65535, 0, 8}, {15026, 0, 0, 693, 48, 24}, {16811, 0, 0, 690, 16, 0}, {14260, 0, 33045, 689, 48, 48},
    {26409, 0, 0, 65535, 1, 0}, {15145, 0, 0, 65535, 48, 16}, {15180, 0, 0, 686, 48, 16}, {42087, 0, 0, 65535, 3, 0}, {30051, 0, 0, 65535, 0, 0},
    {33637, 0, 0, 65535, 0, 8}, {46788, 0, 0, 696, 16, 0}, {18717, 0, 0, 699, 48, 16}, {41965, 0, 0, 65535, 3, 8}, {36258, 0, 0, 65535, 3, 8},
    {17529, 0, 0, 695, 16, 0}, {29401, 0, 0, 65535, 0, 0}, {29384, 0, 0, 65535, 0, 8}, {29365, 0, 0, 65535, 0, 8}, {35872, 0, 0, 694, 16, 0},
    {7716, 0, 0, 65535, 64, 0}, {46840, 0, 0, 698, 16, 0}, {22604, 0, 0, 65535, 0, 0}, {28617, 0, 0, 65535, 0, 0}, {31071, 0, 0, 65535, 0, 0},
    {46795, 0, 0, 65535, 0, 0}, {15311, 0, 0, 65535, 64, 0}, {17055, 0, 0, 65535, 64, 0}, {31567, 0, 0, 698, 48, 16}, {31561, 0, 0, 698, 48, 16},
    {6545, 0, 0, 65535, 64, 0}, {14248, 0, 0, 698, 32, 0}, {17253, 0, 0, 65535, 32, 0}, {22604, 0, 0, 65535, 0, 0}, {27617, 0, 0, 65535, 48, 16},
    {35105, 0, 0, 65535, 64, 0}, {27630, 0, 0, 65535, 3, 0}, {27676, 0, 0, 65535, 3, 0}, {18764, 0, 0, 697, 16, 0}, {7499, 0, 0, 65535, 0, 0},
    {41922, 0, 0, 65535, 0, 0}, {15287, 0, 0, 65535, 64, 0}, {15293, 0, 0, 65535, 1, 0}, {29272, 0, 0, 65535, 1, 0}, {17009, 0, 0, 65535, 1, 0},
    {27622, 0, 0, 65535, 2, 0}, {15302, 0, 0, 65535, 1, 0}, {29282, 0, 0, 65535, 1, 0}, {17041, 0, 0, 65535, 1, 0}, {27647, 0, 0, 65535, 2, 0},
    {31579, 0, 0, 65535, 2, 0}, {4689, 0, 0, 698, 16, 0}, {35610, 0, 0, 65535, 3, 0}, {31573, 0, 0, 698, 48, 16}, {22226, 0, 0, 65535, 0, 0},
    {17023, 0, 0, 698, 32, 0}, {16998, 0, 0, 698, 32, 0}, {42105, 0, 0, 65535, 48, 16}, {35099, 0, 0, 65535, 0, 0}, {33045, 0, 0, 65535, 0, 0},
    {15327, 0, 0, 65535, 3, 0}, {36863, 0, 0, 65535, 3, 0}, {29860, 0, 0, 65535, 3, 0}, {7542, 0, 0, 65535, 48, 16}, {33027, 0, 0, 65535, 0, 0},
    {33050, 0, 0, 65535, 0, 0}, {18646, 0, 0, 65535, 3, 0}, {14930, 34371, 34371, 701, 48, 49}, {29448, 0, 0, 65535, 0, 8},
    {33637, 0, 0, 65535, 0, 8}, {41175, 0, 0, 65535, 0, 8}, {29292, 0, 0, 65535, 0, 0}, {4358, 0, 0, 65535, 1, 0}, {29544, 0, 0, 65535, 0, 0},
    {36250, 0, 0, 65535, 0, 0}, {26815, 0, 0, 65535, 0, 0}, {31055, 0, 0, 65535, 3, 0}, {22304, 0, 0, 65535, 0, 0}, {34371, 0, 0, 65535, 0, 8},
    {35513, 0, 0, 65535, 7, 0}, {40712, 0, 0, 700, 16, 0}, {28617, 0, 0, 65535, 0, 0}, {30833, 0, 0, 702, 16, 0}, {15059, 0, 0, 65535, 48, 24},
    {33428, 0, 0, 65535, 6, 8}, {36250, 0, 0, 65535, 0, 8}, {26409, 0, 0, 65535, 1, 0}, {22304, 0, 0, 65535, 0, 8}, {7716, 0, 0, 65535, 0, 8},
    {33045, 0, 0, 65535, 0, 8}, {969, 0, 0, 65535, 0, 8}, {19969, 0, 0, 65535, 0, 8}, {15688, 0, 0, 65535, 48, 16}, {21279, 0, 0, 65535, 0, 8},
    {36854, 0, 0, 65535, 0, 8}, {15002, 0, 0, 708, 48, 16}, {15366, 0, 0, 65535, 32, 0}, {969, 0, 0, 65535, 0, 8}, {19969, 0, 0, 65535, 0, 8},
    {15688, 0, 0, 65535, 48, 16}, {27198, 0, 0, 65535, 0, 0}, {33099, 0, 0, 65535, 0, 0}, {47373, 0, 0, 65535, 64, 0}, {21013, 0, 0, 65535, 0, 0},
    {26388, 0, 0, 65535, 0, 0}, {36851, 0, 0, 65535, 0, 0}, {33361, 0, 0, 65535, 6, 0}, {14456, 0, 0, 65535, 32, 0}, {21609, 0, 0, 65535, 6, 0},
    {18589, 0, 0, 65535, 1, 0}, {21591, 0, 0, 65535, 6, 0}, {13606, 0, 0, 65535, 48, 33}, {34108, 0, 0, 65535, 0, 0}, {26398, 0, 0, 65535, 1, 0},
    {15359, 0, 0, 65535, 32, 0}, {18734, 0, 0, 709, 48, 16}, {33637, 0, 0, 65535, 0, 0}, {41175, 0, 0, 65535, 0, 0},
    {17993, 41921, 41921, 711, 48, 49}, {27383, 0, 0, 65535, 0, 0}, {29077, 0, 0, 65535, 0, 0}, {41921, 0, 0, 65535, 0, 0},
    {27198, 0, 0, 65535, 0, 8}, {24039, 0, 0, 65535, 3, 0}, {20639, 0, 0, 65535, 3, 0}, {41515, 0, 0, 65535, 0, 8}, {33637, 0, 0, 65535, 0, 8},
    {41921, 0, 0, 65535, 0, 8}, {27198, 0, 0, 65535, 0, 0}, {41515, 0, 0, 65535, 0, 0}, {46583, 0, 0, 710, 16, 0}, {42661, 0, 0, 714, 16, 0},
    {7716, 0, 0, 715, 16, 0}, {33428, 0, 0, 65535, 6, 0}, {36250, 0, 0, 65535, 0, 0}, {22304, 0, 0, 65535, 0, 0}, {7716, 0, 0, 65535, 0, 8},
    {33045, 0, 0, 65535, 0, 8}, {35513, 0, 0, 65535, 7, 16}, {21279, 0, 0, 65535, 0, 0}, {27655, 0, 0, 65535, 1, 8}, {947, 0, 0, 65535, 3, 0},
    {40712, 0, 0, 716, 16, 0}, {26852, 0, 0, 65535, 0, 0}, {38, 0, 0, 65535, 1, 8}, {14260, 33045, 33045, 713, 48, 49}, {33637, 0, 0, 65535, 0, 0},
    {41175, 0, 0, 65535, 0, 0}, {4358, 0, 0, 65535, 1, 0},
};

const struct schema_kind_row schema_kinds[] = {
    {0, 47353, 30440, 15539, 30321, 175, 1}, {0, 47353, 8519, 16161, 7707, 186, 0}, {0, 47353, 21705, 14045, 21666, 187, 3},
    {0, 47353, 11841, 11825, 11825, 214, 3}, {0, 47353, 5507, 12376, 5480, 220, 3}, {0, 47353, 36165, 17345, 35975, 247, 3},
    {0, 47353, 41191, 18180, 41175, 257, 2}, {0, 47353, 36354, 17399, 36317, 261, 2}, {0, 47353, 33270, 16671, 33208, 284, 2},
    {0, 47353, 28025, 15234, 27948, 285, 3}, {0, 47353, 41488, 18206, 41397, 294, 3}, {0, 47353, 32623, 16035, 32170, 313, 3},
    {0, 47353, 20669, 13759, 20628, 324, 3}, {0, 47353, 46521, 18815, 46488, 331, 3}, {0, 47353, 6784, 12713, 6758, 342, 3},
    {0, 47353, 40774, 18022, 40712, 349, 3}, {0, 47353, 4742, 11772, 4693, 350, 3}, {21908, 47353, 1769, 17266, 1046, 6, 2},
    {21908, 47353, 30417, 15516, 30298, 7, 2}, {21908, 47353, 25902, 14555, 24935, 11, 2}, {21908, 47353, 1960, 17292, 1070, 19, 2},
    {21908, 47353, 30629, 15548, 30329, 20, 2}, {21908, 47353, 25967, 14585, 24964, 25, 2}, {21908, 47364, 1769, 17266, 1046, 33, 2},
    {21908, 47364, 30417, 15516, 30298, 34, 2}, {21908, 47356, 1769, 17266, 1046, 46, 2}, {21908, 47356, 30417, 15516, 30298, 47, 2},
    {21786, 47353, 22834, 14234, 22664, 688, 2}, {21937, 47353, 40771, 18019, 40709, 712, 2}, {13963, 47353, 27474, 15160, 27420, 59, 3},
    {13963, 47353, 7160, 12669, 6691, 60, 3}, {13963, 47353, 5625, 12383, 5582, 65, 3}, {13963, 47353, 7249, 12701, 6747, 70, 3},
    {13963, 47353, 7218, 12680, 6701, 77, 3}, {22004, 47353, 3190, 7600, 3059, 84, 0}, {22004, 47353, 3441, 7694, 3149, 86, 0},
    {21887, 47353, 3236, 7619, 3077, 92, 1}, {21887, 47353, 3289, 7645, 3102, 97, 0}, {21887, 47353, 3389, 7670, 3126, 99, 0},
    {21887, 47353, 3241, 7624, 3082, 101, 0}, {30214, 47353, 20843, 13798, 20793, 106, 3}, {30214, 47333, 20843, 13798, 20793, 116, 3},
    {29580, 47353, 46456, 18806, 46428, 132, 3}, {29580, 47353, 46460, 18810, 46432, 135, 3}, {21807, 47353, 3819, 11672, 3593, 148, 2},
    {21807, 47353, 35443, 16968, 35366, 152, 2}, {21807, 47353, 3872, 11699, 3619, 154, 3}, {21807, 47356, 35443, 16968, 35366, 157, 2},
    {21807, 47356, 3872, 11699, 3619, 159, 3}, {21984, 47353, 32964, 16507, 32931, 162, 3}, {21984, 47344, 32709, 16114, 32661, 164, 3},
    {21984, 47356, 32709, 16114, 32661, 166, 3}, {21755, 47353, 41040, 18150, 40988, 385, 3}, {21772, 47353, 5507, 12376, 5480, 388, 3},
    {21827, 47353, 46829, 18830, 46784, 392, 2}, {21827, 47353, 25726, 14527, 24908, 401, 2}, {21856, 47364, 27315, 15019, 27017, 56, 2},
    {22062, 47364, 24097, 14418, 24058, 411, 3}, {22062, 47364, 3741, 11655, 3577, 413, 3}, {22044, 47353, 13115, 16341, 12998, 426, 2},
    {22044, 47353, 12911, 16331, 12859, 429, 3}, {22044, 47353, 13300, 16412, 13163, 431, 2}, {22044, 47353, 2082, 17320, 1096, 442, 3},
    {22044, 47353, 46942, 13882, 21220, 450, 2}, {22094, 47353, 13403, 16451, 13198, 454, 2}, {1063, 47353, 6985, 12767, 6944, 456, 3},
    {21882, 47353, 35144, 16955, 35113, 460, 2}, {21882, 47353, 30681, 15582, 30362, 461, 2}, {21882, 47353, 35151, 16962, 35120, 463, 3},
    {21882, 47353, 30688, 15589, 30369, 464, 3}, {22106, 47353, 13479, 16481, 13224, 482, 2}, {22106, 47353, 34656, 16825, 34360, 493, 2},
    {22106, 47353, 28094, 15257, 27970, 504, 3}, {22106, 47353, 32487, 16012, 32148, 508, 3}, {22106, 47353, 41082, 18165, 41002, 511, 2},
    {22106, 47324, 34656, 16825, 34360, 514, 2}, {22106, 47324, 3685, 11628, 3551, 520, 2}, {22106, 47356, 13479, 16481, 13224, 541, 2},
    {22106, 47356, 28094, 15257, 27970, 558, 3}, {22106, 47356, 32487, 16012, 32148, 562, 3}, {22106, 47356, 41082, 18165, 41002, 565, 2},
    {22106, 47336, 13479, 16481, 13224, 582, 2}, {22106, 47336, 34656, 16825, 34360, 593, 2}, {22106, 47336, 28094, 15257, 27970, 604, 3},
    {22106, 47336, 32487, 16012, 32148, 608, 3}, {22106, 47336, 41082, 18165, 41002, 611, 2}, {22026, 47353, 13261, 16396, 13149, 613, 2},
    {22026, 47324, 21398, 13895, 21267, 616, 3}, {22026, 47324, 21407, 13904, 21276, 624, 3}, {22026, 47324, 42399, 18754, 42359, 634, 3},
    {22026, 47356, 21407, 13904, 21276, 649, 3}, {22026, 47356, 42399, 18754, 42359, 659, 3}, {22079, 47353, 20256, 13629, 20188, 662, 2},
    {22079, 47353, 36393, 17396, 36314, 664, 2}, {22079, 47353, 341, 17121, 284, 668, 3}, {22079, 47353, 13438, 16466, 13211, 669, 2},
    {22079, 47353, 5705, 12395, 5666, 673, 2}, {22079, 47353, 13344, 16427, 13176, 677, 2}, {21960, 47353, 26304, 14617, 26249, 680, 2},
    {21960, 47356, 26304, 14617, 26249, 683, 2},
};
const size_t schema_nkinds_ = sizeof schema_kinds / sizeof *schema_kinds;

const struct schema_set schema_builtin = {
    .fields = fields, .pool = pool, .ntypes = 717, .types = {
    {0, 25014, 0, 1}, {1, 24777, 1, 2}, {2, 30070, 3, 2}, {3, 29596, 5, 1}, {4, 23575, 6, 2}, {5, 17641, 8, 5}, {6, 1733, 13, 4}, {7, 30381, 17, 4},
    {8, 44767, 21, 3}, {9, 42666, 24, 7}, {10, 28971, 31, 12}, {11, 25866, 43, 4}, {12, 24631, 47, 3}, {13, 14653, 50, 6}, {14, 41539, 56, 2},
    {15, 31319, 58, 4}, {16, 14844, 62, 5}, {17, 40316, 67, 4}, {18, 30239, 71, 1}, {19, 1924, 72, 5}, {20, 30593, 77, 4}, {21, 44991, 81, 4},
    {22, 42869, 85, 7}, {23, 7828, 92, 3}, {24, 29023, 95, 11}, {25, 25931, 106, 4}, {26, 26712, 110, 4}, {27, 35696, 114, 2}, {28, 30923, 116, 3},
    {29, 25129, 119, 1}, {30, 29693, 120, 1}, {31, 23682, 121, 2}, {32, 17748, 123, 5}, {33, 1858, 128, 4}, {34, 30520, 132, 4}, {35, 44914, 136, 3},
    {36, 42799, 139, 7}, {37, 24726, 146, 3}, {38, 14778, 149, 6}, {39, 41636, 155, 2}, {40, 31414, 157, 4}, {41, 35791, 161, 2}, {42, 25069, 163, 1},
    {43, 29642, 164, 1}, {44, 23626, 165, 2}, {45, 17692, 167, 5}, {46, 1793, 172, 4}, {47, 30448, 176, 4}, {48, 44838, 180, 3}, {49, 42730, 183, 7},
    {50, 24676, 190, 3}, {51, 14713, 193, 6}, {52, 41585, 199, 2}, {53, 31364, 201, 4}, {54, 35741, 205, 2}, {55, 27271, 207, 4}, {56, 27330, 211, 5},
    {57, 23377, 216, 6}, {58, 9663, 222, 3}, {59, 27455, 225, 5}, {60, 7170, 230, 5}, {61, 22998, 235, 5}, {62, 43585, 240, 5}, {63, 8663, 245, 10},
    {64, 859, 255, 2}, {65, 5636, 257, 5}, {66, 22959, 262, 6}, {67, 43463, 268, 8}, {68, 8535, 276, 9}, {69, 754, 285, 2}, {70, 7230, 287, 5},
    {71, 23076, 292, 5}, {72, 43653, 297, 4}, {73, 8735, 301, 7}, {74, 7128, 308, 2}, {75, 5593, 310, 2}, {76, 792, 312, 2}, {77, 7199, 314, 5},
    {78, 23036, 319, 5}, {79, 15395, 324, 1}, {80, 1620, 325, 2}, {81, 43618, 327, 11}, {82, 8698, 338, 10}, {83, 902, 348, 2}, {84, 3161, 350, 4},
    {85, 7896, 354, 1}, {86, 3412, 355, 5}, {87, 43141, 360, 2}, {88, 8056, 362, 4}, {89, 22131, 366, 4}, {90, 15787, 370, 2}, {91, 15735, 372, 2},
    {92, 3208, 374, 5}, {93, 15897, 379, 2}, {94, 35014, 381, 2}, {95, 15947, 383, 9}, {96, 35058, 392, 4}, {97, 3261, 396, 5}, {98, 42978, 401, 2},
    {99, 3361, 403, 5}, {100, 43086, 408, 1}, {101, 3313, 409, 5}, {102, 43034, 414, 6}, {103, 7949, 420, 4}, {104, 8003, 424, 4},
    {105, 39572, 428, 3}, {106, 20867, 431, 5}, {107, 44067, 436, 4}, {108, 8973, 440, 5}, {109, 39317, 445, 3}, {110, 11291, 448, 3},
    {111, 39518, 451, 3}, {112, 39270, 454, 2}, {113, 11244, 456, 2}, {114, 2721, 458, 3}, {115, 16861, 461, 4}, {116, 20817, 465, 5},
    {117, 20091, 470, 2}, {118, 23165, 472, 6}, {119, 44013, 478, 5}, {120, 8917, 483, 6}, {121, 20961, 489, 2}, {122, 46207, 491, 6},
    {123, 11394, 497, 6}, {124, 6905, 503, 4}, {125, 10326, 507, 3}, {126, 39182, 510, 3}, {127, 11156, 513, 3}, {128, 39227, 516, 2},
    {129, 11201, 518, 2}, {130, 39373, 520, 2}, {131, 11347, 522, 2}, {132, 46436, 524, 5}, {133, 46244, 529, 8}, {134, 11433, 537, 3},
    {135, 46464, 540, 5}, {136, 23913, 545, 6}, {137, 26045, 551, 4}, {138, 46276, 555, 17}, {139, 11467, 572, 11}, {140, 45256, 583, 2},
    {141, 2849, 585, 1}, {142, 5722, 586, 3}, {143, 22234, 589, 2}, {144, 34423, 591, 3}, {145, 1420, 594, 1}, {146, 34385, 595, 2},
    {147, 18262, 597, 2}, {148, 3792, 599, 5}, {149, 22859, 604, 6}, {150, 43295, 610, 8}, {151, 8216, 618, 2}, {152, 35416, 620, 4},
    {153, 45629, 624, 2}, {154, 3845, 626, 5}, {155, 43352, 631, 10}, {156, 8275, 641, 5}, {157, 35462, 646, 4}, {158, 45679, 650, 2},
    {159, 3894, 652, 5}, {160, 43405, 657, 12}, {161, 8330, 669, 5}, {162, 32937, 674, 4}, {163, 45395, 678, 7}, {164, 32676, 685, 4},
    {165, 45292, 689, 6}, {166, 32724, 695, 4}, {167, 45344, 699, 6}, {168, 38657, 705, 4}, {169, 256, 709, 3}, {170, 35213, 712, 2},
    {171, 33301, 714, 2}, {172, 38537, 716, 6}, {173, 37643, 722, 4}, {174, 38709, 726, 3}, {175, 30731, 729, 4}, {176, 37889, 733, 10},
    {177, 39018, 743, 5}, {178, 17089, 748, 2}, {179, 37745, 750, 6}, {180, 38869, 756, 6}, {181, 37595, 762, 4}, {182, 38137, 766, 4},
    {183, 31021, 770, 1}, {184, 24333, 771, 6}, {185, 22921, 777, 4}, {186, 8500, 781, 4}, {187, 21686, 785, 6}, {188, 37149, 791, 2},
    {189, 19159, 793, 3}, {190, 37341, 796, 5}, {191, 24165, 801, 3}, {192, 38175, 804, 5}, {193, 20599, 809, 25}, {194, 3948, 834, 3},
    {195, 36280, 837, 2}, {196, 4509, 839, 5}, {197, 2777, 844, 2}, {198, 34587, 846, 2}, {199, 17478, 848, 2}, {200, 32114, 850, 3},
    {201, 30132, 853, 1}, {202, 42021, 854, 7}, {203, 29769, 861, 2}, {204, 8835, 863, 15}, {205, 20493, 878, 1}, {206, 4953, 879, 1},
    {207, 24381, 880, 1}, {208, 35318, 881, 5}, {209, 39053, 886, 3}, {210, 38058, 889, 3}, {211, 13008, 892, 4}, {212, 4452, 896, 4},
    {213, 6713, 900, 3}, {214, 11890, 903, 4}, {215, 37295, 907, 3}, {216, 21241, 910, 3}, {217, 37263, 913, 5}, {218, 20561, 918, 26},
    {219, 38308, 944, 1}, {220, 5513, 945, 17}, {221, 17193, 962, 2}, {222, 37187, 964, 2}, {223, 21110, 966, 2}, {224, 24552, 968, 1},
    {225, 39131, 969, 5}, {226, 19199, 974, 4}, {227, 37498, 978, 5}, {228, 37462, 983, 5}, {229, 38098, 988, 2}, {230, 38438, 990, 4},
    {231, 24582, 994, 3}, {232, 38216, 997, 3}, {233, 37544, 1000, 4}, {234, 38017, 1004, 3}, {235, 24464, 1007, 6}, {236, 21170, 1013, 2},
    {237, 18842, 1015, 2}, {238, 46969, 1017, 1}, {239, 38578, 1018, 2}, {240, 37842, 1020, 11}, {241, 38981, 1031, 11}, {242, 38750, 1042, 2},
    {243, 10531, 1044, 1}, {244, 29419, 1045, 4}, {245, 35545, 1049, 3}, {246, 20757, 1052, 4}, {247, 36146, 1056, 4}, {248, 28557, 1060, 6},
    {249, 45734, 1066, 1}, {250, 20455, 1067, 3}, {251, 12919, 1070, 4}, {252, 9126, 1074, 1}, {253, 39784, 1075, 1}, {254, 38349, 1076, 2},
    {255, 10451, 1078, 2}, {256, 38907, 1080, 3}, {257, 41281, 1083, 5}, {258, 23843, 1088, 5}, {259, 46060, 1093, 1}, {260, 11092, 1094, 2},
    {261, 36401, 1096, 5}, {262, 13059, 1101, 2}, {263, 181, 1103, 2}, {264, 17891, 1105, 2}, {265, 17941, 1107, 3}, {266, 9886, 1110, 4},
    {267, 23739, 1114, 6}, {268, 37386, 1120, 1}, {269, 10290, 1121, 4}, {270, 11851, 1125, 1}, {271, 16569, 1126, 1}, {272, 1540, 1127, 1},
    {273, 20719, 1128, 2}, {274, 16523, 1130, 2}, {275, 19541, 1132, 1}, {276, 5843, 1133, 3}, {277, 27846, 1136, 2}, {278, 45802, 1138, 8},
    {279, 10782, 1146, 14}, {280, 9310, 1160, 1}, {281, 22169, 1161, 12}, {282, 19889, 1173, 2}, {283, 39864, 1175, 7}, {284, 33251, 1182, 5},
    {285, 28006, 1187, 5}, {286, 23439, 1192, 6}, {287, 44570, 1198, 9}, {288, 9722, 1207, 9}, {289, 32410, 1216, 2}, {290, 38255, 1218, 2},
    {291, 45432, 1220, 31}, {292, 10489, 1251, 4}, {293, 38386, 1255, 2}, {294, 41492, 1257, 5}, {295, 225, 1262, 2}, {296, 27771, 1264, 6},
    {297, 95, 1270, 2}, {298, 24253, 1272, 8}, {299, 23881, 1280, 7}, {300, 30989, 1287, 3}, {301, 22616, 1290, 2}, {302, 10010, 1292, 2},
    {303, 47035, 1294, 1}, {304, 46856, 1295, 1}, {305, 32798, 1296, 1}, {306, 28213, 1297, 3}, {307, 9940, 1300, 2}, {308, 32834, 1302, 1},
    {309, 21329, 1303, 1}, {310, 3473, 1304, 13}, {311, 46093, 1317, 43}, {312, 11127, 1360, 22}, {313, 32604, 1382, 4}, {314, 45221, 1386, 2},
    {315, 29153, 1388, 3}, {316, 8433, 1391, 3}, {317, 37422, 1394, 3}, {318, 27882, 1397, 2}, {319, 41367, 1399, 10}, {320, 38787, 1409, 3},
    {321, 38618, 1412, 6}, {322, 37934, 1418, 8}, {323, 39096, 1426, 8}, {324, 20650, 1434, 5}, {325, 23115, 1439, 5}, {326, 43968, 1444, 4},
    {327, 8870, 1448, 6}, {328, 28291, 1454, 2}, {329, 19928, 1456, 3}, {330, 29238, 1459, 3}, {331, 46502, 1462, 5}, {332, 46304, 1467, 3},
    {333, 11497, 1470, 2}, {334, 12614, 1472, 3}, {335, 10812, 1475, 2}, {336, 14089, 1477, 4}, {337, 37793, 1481, 10}, {338, 38942, 1491, 10},
    {339, 19495, 1501, 1}, {340, 5886, 1502, 3}, {341, 35263, 1505, 2}, {342, 6765, 1507, 7}, {343, 37114, 1514, 2}, {344, 19122, 1516, 3},
    {345, 24129, 1519, 3}, {346, 39483, 1522, 2}, {347, 37979, 1524, 5}, {348, 3511, 1529, 12}, {349, 40782, 1541, 5}, {350, 4723, 1546, 6},
    {351, 24204, 1552, 4}, {352, 4571, 1556, 6}, {353, 45896, 1562, 20}, {354, 10914, 1582, 2}, {355, 30792, 1584, 1}, {356, 24497, 1585, 1},
    {357, 37694, 1586, 5}, {358, 38828, 1591, 5}, {359, 28591, 1596, 2}, {360, 24429, 1598, 2}, {361, 5455, 1600, 4}, {362, 26558, 1604, 5},
    {363, 6001, 1609, 2}, {364, 27806, 1611, 1}, {365, 5255, 1612, 8}, {366, 39683, 1620, 3}, {367, 39824, 1623, 4}, {368, 33335, 1627, 31},
    {369, 40816, 1658, 2}, {370, 23489, 1660, 3}, {371, 10252, 1663, 2}, {372, 4785, 1665, 8}, {373, 8463, 1673, 5}, {374, 143, 1678, 1},
    {375, 24297, 1679, 6}, {376, 12568, 1685, 2}, {377, 10568, 1687, 1}, {378, 38487, 1688, 4}, {379, 27728, 1692, 2}, {380, 14123, 1694, 4},
    {381, 4987, 1698, 8}, {382, 14271, 1706, 3}, {383, 12338, 1709, 2}, {384, 4415, 1711, 4}, {385, 41016, 1715, 6}, {386, 36327, 1721, 1},
    {387, 33167, 1722, 1}, {388, 5486, 1723, 17}, {389, 17160, 1740, 2}, {390, 25694, 1742, 2}, {391, 41435, 1744, 1}, {392, 46803, 1745, 5},
    {393, 23946, 1750, 5}, {394, 46341, 1755, 4}, {395, 11536, 1759, 1}, {396, 7354, 1760, 1}, {397, 32885, 1761, 2}, {398, 25753, 1763, 4},
    {399, 34464, 1767, 2}, {400, 12797, 1769, 3}, {401, 25813, 1772, 5}, {402, 23315, 1777, 5}, {403, 40180, 1782, 1}, {404, 44390, 1783, 3},
    {405, 9477, 1786, 1}, {406, 25998, 1787, 3}, {407, 34512, 1790, 5}, {408, 7268, 1795, 2}, {409, 7393, 1797, 4}, {410, 7316, 1801, 1},
    {411, 24067, 1802, 5}, {412, 40495, 1807, 2}, {413, 3711, 1809, 5}, {414, 40437, 1814, 2}, {415, 43245, 1816, 3}, {416, 8164, 1819, 2},
    {417, 6808, 1821, 1}, {418, 44347, 1822, 1}, {419, 9432, 1823, 5}, {420, 6860, 1828, 1}, {421, 20276, 1829, 2}, {422, 9029, 1831, 6},
    {423, 21064, 1837, 3}, {424, 29324, 1840, 3}, {425, 31644, 1843, 1}, {426, 13090, 1844, 4}, {427, 43724, 1848, 1}, {428, 29094, 1849, 2},
    {429, 12958, 1851, 5}, {430, 41719, 1856, 2}, {431, 13275, 1858, 4}, {432, 39899, 1862, 5}, {433, 43763, 1867, 2}, {434, 12867, 1869, 3},
    {435, 9075, 1872, 1}, {436, 8390, 1873, 3}, {437, 34805, 1876, 2}, {438, 41759, 1878, 2}, {439, 43687, 1880, 4}, {440, 8771, 1884, 1},
    {441, 46881, 1885, 2}, {442, 2057, 1887, 4}, {443, 34842, 1891, 2}, {444, 34755, 1893, 2}, {445, 21021, 1895, 3}, {446, 4363, 1898, 3},
    {447, 42935, 1901, 4}, {448, 39442, 1905, 4}, {449, 4602, 1909, 2}, {450, 46917, 1911, 5}, {451, 46382, 1916, 1}, {452, 11579, 1917, 1},
    {453, 42607, 1918, 1}, {454, 13384, 1919, 6}, {455, 30184, 1925, 2}, {456, 6964, 1927, 5}, {457, 43540, 1932, 4}, {458, 8616, 1936, 7},
    {459, 34907, 1943, 1}, {460, 35125, 1944, 5}, {461, 30662, 1949, 5}, {462, 34557, 1954, 5}, {463, 35156, 1959, 4}, {464, 30700, 1963, 5},
    {465, 31473, 1968, 3}, {466, 7427, 1971, 4}, {467, 10997, 1975, 7}, {468, 6460, 1982, 3}, {469, 19634, 1985, 1}, {470, 1226, 1986, 3},
    {471, 36041, 1989, 3}, {472, 12475, 1992, 1}, {473, 20352, 1993, 1}, {474, 7055, 1994, 2}, {475, 40923, 1996, 13}, {476, 25402, 2009, 3},
    {477, 6318, 2012, 2}, {478, 31851, 2014, 8}, {479, 403, 2022, 2}, {480, 28443, 2024, 3}, {481, 25566, 2027, 2}, {482, 13491, 2029, 4},
    {483, 25243, 2033, 1}, {484, 43849, 2034, 3}, {485, 5170, 2037, 3}, {486, 22479, 2040, 3}, {487, 31985, 2043, 2}, {488, 4131, 2045, 3},
    {489, 6156, 2048, 11}, {490, 19764, 2059, 1}, {491, 4255, 2060, 8}, {492, 5380, 2068, 4}, {493, 34716, 2072, 5}, {494, 45586, 2077, 2},
    {495, 10701, 2079, 1}, {496, 19343, 2080, 3}, {497, 26473, 2083, 5}, {498, 4047, 2088, 8}, {499, 46691, 2096, 3}, {500, 29946, 2099, 3},
    {501, 42508, 2102, 2}, {502, 37015, 2104, 2}, {503, 26146, 2106, 2}, {504, 28324, 2108, 5}, {505, 40067, 2113, 4}, {506, 44661, 2117, 1},
    {507, 10108, 2118, 3}, {508, 32509, 2121, 4}, {509, 45118, 2125, 2}, {510, 28684, 2127, 3}, {511, 41096, 2130, 4}, {512, 45973, 2134, 10},
    {513, 5299, 2144, 4}, {514, 34627, 2148, 5}, {515, 45489, 2153, 2}, {516, 10600, 2155, 1}, {517, 19246, 2156, 3}, {518, 10370, 2159, 4},
    {519, 10199, 2163, 12}, {520, 3656, 2175, 5}, {521, 43186, 2180, 4}, {522, 8103, 2184, 3}, {523, 7723, 2187, 4}, {524, 7776, 2191, 3},
    {525, 11042, 2194, 7}, {526, 6500, 2201, 3}, {527, 40848, 2204, 12}, {528, 19675, 2216, 1}, {529, 1271, 2217, 3}, {530, 36091, 2220, 3},
    {531, 12519, 2223, 1}, {532, 20383, 2224, 1}, {533, 7089, 2225, 2}, {534, 40953, 2227, 2}, {535, 25455, 2229, 3}, {536, 6364, 2232, 2},
    {537, 31890, 2234, 8}, {538, 441, 2242, 2}, {539, 28478, 2244, 3}, {540, 25614, 2247, 2}, {541, 13526, 2249, 4}, {542, 25291, 2253, 1},
    {543, 43888, 2254, 3}, {544, 5210, 2257, 3}, {545, 22527, 2260, 3}, {546, 32031, 2263, 2}, {547, 4168, 2265, 10}, {548, 6209, 2275, 11},
    {549, 19802, 2286, 1}, {550, 4295, 2287, 8}, {551, 5415, 2295, 4}, {552, 26513, 2299, 5}, {553, 46732, 2304, 3}, {554, 29992, 2307, 3},
    {555, 42555, 2310, 2}, {556, 37062, 2312, 2}, {557, 26195, 2314, 2}, {558, 28361, 2316, 5}, {559, 40121, 2321, 4}, {560, 44702, 2325, 1},
    {561, 10151, 2326, 3}, {562, 32554, 2329, 4}, {563, 45167, 2333, 2}, {564, 28720, 2335, 3}, {565, 41133, 2338, 4}, {566, 46014, 2342, 10},
    {567, 10947, 2352, 7}, {568, 6415, 2359, 3}, {569, 19588, 2362, 1}, {570, 1176, 2363, 3}, {571, 35986, 2366, 3}, {572, 12426, 2369, 1},
    {573, 20316, 2370, 1}, {574, 7016, 2371, 2}, {575, 40888, 2373, 13}, {576, 25344, 2386, 3}, {577, 6267, 2389, 2}, {578, 31807, 2391, 8},
    {579, 360, 2399, 2}, {580, 28403, 2401, 3}, {581, 25513, 2404, 2}, {582, 13451, 2406, 4}, {583, 25190, 2410, 1}, {584, 43805, 2411, 3},
    {585, 5125, 2414, 3}, {586, 22426, 2417, 3}, {587, 31934, 2420, 2}, {588, 4089, 2422, 3}, {589, 6098, 2425, 11}, {590, 19721, 2436, 1},
    {591, 4210, 2437, 8}, {592, 5340, 2445, 4}, {593, 34672, 2449, 5}, {594, 45538, 2454, 2}, {595, 10651, 2456, 1}, {596, 19295, 2457, 3},
    {597, 26428, 2460, 5}, {598, 4000, 2465, 8}, {599, 46645, 2473, 3}, {600, 29895, 2476, 3}, {601, 42456, 2479, 2}, {602, 36963, 2481, 2},
    {603, 26092, 2483, 2}, {604, 28249, 2485, 5}, {605, 40008, 2490, 4}, {606, 44615, 2494, 1}, {607, 10060, 2495, 3}, {608, 32459, 2498, 4},
    {609, 45064, 2502, 2}, {610, 28643, 2504, 3}, {611, 41054, 2507, 4}, {612, 45927, 2511, 10}, {613, 13236, 2521, 7}, {614, 36532, 2528, 2},
    {615, 2497, 2530, 1}, {616, 21367, 2531, 5}, {617, 11983, 2536, 1}, {618, 2125, 2537, 2}, {619, 44121, 2539, 8}, {620, 9164, 2547, 1},
    {621, 32182, 2548, 9}, {622, 36641, 2557, 2}, {623, 2618, 2559, 1}, {624, 21416, 2560, 5}, {625, 28108, 2565, 3}, {626, 9769, 2568, 2},
    {627, 12191, 2570, 1}, {628, 2318, 2571, 2}, {629, 44174, 2573, 9}, {630, 9219, 2582, 2}, {631, 32295, 2584, 8}, {632, 5026, 2592, 1},
    {633, 39626, 2593, 3}, {634, 42368, 2596, 4}, {635, 36470, 2600, 2}, {636, 2429, 2602, 1}, {637, 28047, 2603, 3}, {638, 12122, 2606, 1},
    {639, 2254, 2607, 2}, {640, 40546, 2609, 2}, {641, 46120, 2611, 3}, {642, 36587, 2614, 2}, {643, 2558, 2616, 1}, {644, 12053, 2617, 1},
    {645, 2190, 2618, 2}, {646, 32239, 2620, 9}, {647, 36687, 2629, 2}, {648, 2670, 2631, 1}, {649, 21456, 2632, 5}, {650, 28161, 2637, 3},
    {651, 9828, 2640, 2}, {652, 12252, 2642, 1}, {653, 2374, 2643, 2}, {654, 44218, 2645, 9}, {655, 9265, 2654, 2}, {656, 32343, 2656, 8},
    {657, 5076, 2664, 1}, {658, 39728, 2665, 3}, {659, 42408, 2668, 4}, {660, 40595, 2672, 2}, {661, 46164, 2674, 3}, {662, 20234, 2677, 4},
    {663, 43932, 2681, 11}, {664, 36371, 2692, 5}, {665, 20198, 2697, 4}, {666, 45768, 2701, 1}, {667, 10746, 2702, 1}, {668, 319, 2703, 7},
    {669, 13416, 2710, 10}, {670, 29202, 2720, 2}, {671, 23530, 2722, 6}, {672, 3757, 2728, 2}, {673, 5683, 2730, 5}, {674, 37218, 2735, 2},
    {675, 43497, 2737, 3}, {676, 8571, 2740, 4}, {677, 13322, 2744, 5}, {678, 20048, 2749, 3}, {679, 17830, 2752, 1}, {680, 26273, 2753, 5},
    {681, 44447, 2758, 1}, {682, 9536, 2759, 2}, {683, 26328, 2761, 5}, {684, 44506, 2766, 1}, {685, 9597, 2767, 2}, {686, 22689, 2769, 6},
    {687, 26935, 2775, 2}, {688, 22777, 2777, 5}, {689, 23224, 2782, 6}, {690, 16710, 2788, 6}, {691, 44261, 2794, 6}, {692, 9344, 2800, 4},
    {693, 27078, 2804, 9}, {694, 35878, 2813, 3}, {695, 17542, 2816, 2}, {696, 26630, 2818, 1}, {697, 24829, 2819, 2}, {698, 13968, 2821, 44},
    {699, 41848, 2865, 1}, {700, 40242, 2866, 4}, {701, 34942, 2870, 6}, {702, 30846, 2876, 3}, {703, 26860, 2879, 2}, {704, 23992, 2881, 6},
    {705, 5939, 2887, 3}, {706, 36912, 2890, 2}, {707, 19415, 2892, 2}, {708, 5781, 2894, 3}, {709, 510, 2897, 7}, {710, 46535, 2904, 15},
    {711, 39956, 2919, 6}, {712, 40720, 2925, 5}, {713, 23772, 2930, 5}, {714, 45830, 2935, 7}, {715, 10846, 2942, 1}, {716, 40369, 2943, 3},
}};
/* clang-format on */
