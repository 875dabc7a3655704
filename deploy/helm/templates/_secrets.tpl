{{- /* Where the files of secrets are in a container. */ -}}
{{- define "irods-ingest.secretsDirectory" -}}
/etc/irods-ingest/secrets
{{- end -}}

{{- /*
A volume with the secrets (.names, of .Values.secrets) of one process (.root): each as a file by its name, and no other one.
Everybody in the container may read them, for there is only one user in it: an fsGroup would let Kubernetes give the files of
mounted sources to another group.
*/ -}}
{{- define "irods-ingest.secretsVolume" -}}
name: secrets
projected:
  # 0444
  defaultMode: 292
  sources:
    {{- range $name := .names }}
    {{- $secret := index $.root.Values.secrets $name }}
    {{- if $secret.key }}
    - secret:
        name: {{ $secret.name | default $.root.Values.secrets.name }}
        items:
          - key: {{ $secret.key }}
            path: {{ $name }}
    {{- end }}
    {{- end }}
{{- end -}}

{{- /* A variable (.variable) that names the file of a secret (.name), unless there is none (.root). */ -}}
{{- define "irods-ingest.secretFile" -}}
{{- if (index .root.Values.secrets .name).key }}
- name: {{ .variable }}
  value: {{ include "irods-ingest.secretsDirectory" . }}/{{ .name }}
{{- end }}
{{- end -}}
