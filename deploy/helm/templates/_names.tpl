{{- /* The names of a release's objects begin alike; a release that is called as the chart has no name twice. */ -}}
{{- define "irods-ingest.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- /* What tells the pods of a component (.component) of this release (.root) from all others; it never changes. */ -}}
{{- define "irods-ingest.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "irods-ingest.labels" -}}
{{ include "irods-ingest.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | quote }}
{{- end -}}

{{- define "irods-ingest.orchestratorUrl" -}}
{{ ternary "https" "http" .Values.tls.enabled }}://{{ include "irods-ingest.fullname" . }}-orchestrator:{{ .Values.orchestrator.service.port }}
{{- end -}}

{{- /* The kinds of workers that are enabled, as JSON: a map of a component's name to its values. */ -}}
{{- define "irods-ingest.workers" -}}
{{- $workers := dict -}}
{{- range $kind, $worker := .Values.workers -}}
{{- if $worker.enabled -}}
{{- $_ := set $workers (printf "worker-%s" $kind) $worker -}}
{{- end -}}
{{- end -}}
{{- $workers | toJson -}}
{{- end -}}

{{- /* The components whose pods show metrics on a port of their own, as JSON. */ -}}
{{- define "irods-ingest.listeners" -}}
{{- $listeners := keys (include "irods-ingest.workers" . | fromJson) | sortAlpha -}}
{{- if .Values.fileDoor.enabled -}}
{{- $listeners = append $listeners "file-door" -}}
{{- end -}}
{{- $listeners | toJson -}}
{{- end -}}
