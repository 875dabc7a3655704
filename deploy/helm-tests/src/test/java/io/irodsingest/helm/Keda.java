package io.irodsingest.helm;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.util.List;
import java.util.Map;

/** What KEDA's objects have, as far as the chart uses it: https://keda.sh/docs/latest/reference/scaledobject-spec/. */
final class Keda {
    private Keda() {}

    /** Lets KEDA say how many replicas there are. */
    record ScaledObject(@JsonProperty(required = true) String apiVersion, @JsonProperty(required = true) String kind,
            @JsonProperty(required = true) ObjectMeta metadata, @JsonProperty(required = true) Spec spec) {}

    record Spec(Reference scaleTargetRef, int pollingInterval, int cooldownPeriod, int minReplicaCount,
            int maxReplicaCount, Advanced advanced, List<Trigger> triggers) {}

    record Reference(String name) {}

    record Advanced(Autoscaler horizontalPodAutoscalerConfig) {}

    record Autoscaler(HorizontalPodAutoscalerBehavior behavior) {}

    record Trigger(String type, Map<String, String> metadata, Reference authenticationRef) {}

    /** What KEDA shows to a server that it asks. */
    record TriggerAuthentication(@JsonProperty(required = true) String apiVersion,
            @JsonProperty(required = true) String kind, @JsonProperty(required = true) ObjectMeta metadata,
            @JsonProperty(required = true) Credentials spec) {}

    record Credentials(List<OfSecret> secretTargetRef) {}

    record OfSecret(String parameter, String name, String key) {}
}
