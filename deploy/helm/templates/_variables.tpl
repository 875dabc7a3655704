{{- /* Variables of every process (.root, .process). */ -}}
{{- define "irods-ingest.commonVariables" -}}
- name: IRODS_INGEST_LOG_LEVEL
  value: {{ .root.Values.log.level }}
- name: IRODS_INGEST_LOG_FORMAT
  value: {{ .root.Values.log.format }}
{{- with .process.javaOptions }}
- name: IRODS_INGEST_JAVA_OPTS
  value: {{ . | quote }}
{{- end }}
{{- if include "irods-ingest.hasAuthority" .root }}
- name: IRODS_INGEST_CA_FILE
  value: /etc/irods-ingest/authority/{{ .root.Values.certificateAuthority.key }}
{{- end }}
{{- with .process.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- /* Variables of those that speak to RabbitMQ and Redis. */ -}}
{{- define "irods-ingest.serverVariables" -}}
- name: IRODS_INGEST_AMQP_URL
  value: {{ .root.Values.rabbitmq.url | quote }}
- name: IRODS_INGEST_REDIS_URL
  value: {{ .root.Values.redis.url | quote }}
{{- include "irods-ingest.secretFile" (dict "root" .root "name" "amqpPassword" "variable" "IRODS_INGEST_AMQP_PASSWORD_FILE") }}
{{- include "irods-ingest.secretFile" (dict "root" .root "name" "redisPassword" "variable" "IRODS_INGEST_REDIS_PASSWORD_FILE") }}
{{- include "irods-ingest.secretFile" (dict "root" .root "name" "redisSentinelPassword" "variable" "IRODS_INGEST_REDIS_SENTINEL_PASSWORD_FILE") }}
{{- include "irods-ingest.secretFile" (dict "root" .root "name" "clusterKey" "variable" "IRODS_INGEST_CLUSTER_KEY_FILE") }}
{{- end -}}

{{- /* Variables of those that show metrics and health on a port of their own. */ -}}
{{- define "irods-ingest.listenerVariables" -}}
- name: IRODS_INGEST_METRICS_PORT
  value: "9464"
- name: IRODS_INGEST_METRICS_BIND
  value: 0.0.0.0
{{- include "irods-ingest.secretFile" (dict "root" .root "name" "metricsToken" "variable" "IRODS_INGEST_METRICS_TOKEN_FILE") }}
{{- end -}}

{{- define "irods-ingest.irodsVariables" -}}
{{- with .Values.irods -}}
- name: IRODS_CLIENT
  value: {{ .client }}
- name: IRODS_HOST
  value: {{ .host | quote }}
- name: IRODS_PORT
  value: {{ .port | quote }}
- name: IRODS_ZONE_NAME
  value: {{ .zone | quote }}
- name: IRODS_USER_NAME
  value: {{ .user | quote }}
{{- with .authenticationScheme }}
- name: IRODS_AUTHENTICATION_SCHEME
  value: {{ . | quote }}
{{- end }}
{{- with .clientServerPolicy }}
- name: IRODS_CLIENT_SERVER_POLICY
  value: {{ . | quote }}
{{- end }}
{{- with .sslVerifyServer }}
- name: IRODS_SSL_VERIFY_SERVER
  value: {{ . | quote }}
{{- end }}
{{- end }}
{{- include "irods-ingest.secretFile" (dict "root" . "name" "irodsPassword" "variable" "IRODS_PASSWORD_FILE") }}
{{- end -}}
