{{- /* The security contexts and what else all pods (.root, .component, .process) have alike. */ -}}
{{- define "irods-ingest.podOptions" -}}
# No process speaks to Kubernetes.
automountServiceAccountToken: false
{{- with .process.serviceAccount }}
serviceAccountName: {{ . }}
{{- end }}
# Otherwise each Service of the namespace would become variables, and those of our own begin as our settings do.
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: {{ .root.Values.user.uid }}
  runAsGroup: {{ .root.Values.user.gid }}
  {{- with .root.Values.user.supplementalGroups }}
  supplementalGroups: {{ toJson . }}
  {{- end }}
  seccompProfile:
    type: RuntimeDefault
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: {{ .root.Values.spread }}
    labelSelector:
      matchLabels:
        {{- include "irods-ingest.selector" . | nindent 8 }}
{{- with .process.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .process.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .process.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- /*
What all containers have alike. The probes run a script of the image, which shows a token: Kubernetes' own requests cannot take one
from a Secret. (.ready: what the process must say to be taken for ready.)
*/ -}}
{{- define "irods-ingest.containerOptions" -}}
image: {{ printf "%s:%s" .root.Values.image.repository (.root.Values.image.tag | default .root.Chart.AppVersion) | quote }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
args: [{{ .component }}]
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
startupProbe:
  exec:
    command: [healthy, live]
  periodSeconds: 5
  timeoutSeconds: 10
  failureThreshold: 36
livenessProbe:
  exec:
    command: [healthy, live]
  periodSeconds: 20
  timeoutSeconds: 10
  failureThreshold: 6
readinessProbe:
  exec:
    command: [healthy, {{ .ready }}]
  periodSeconds: 10
  timeoutSeconds: 10
  failureThreshold: 3
resources:
  {{- toYaml .process.resources | nindent 2 }}
{{- end -}}

{{- define "irods-ingest.mounts" -}}
- name: tmp
  mountPath: /tmp
- name: secrets
  mountPath: {{ include "irods-ingest.secretsDirectory" . }}
  readOnly: true
{{- if include "irods-ingest.hasAuthority" .root }}
- name: authority
  mountPath: /etc/irods-ingest/authority
  readOnly: true
{{- end }}
{{- with .process.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "irods-ingest.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: {{ .process.tmpSize }}
- {{- include "irods-ingest.secretsVolume" . | nindent 2 }}
{{- with .root.Values.certificateAuthority }}
{{- if .configMap }}
- name: authority
  configMap:
    name: {{ .configMap }}
{{- else if .secret }}
- name: authority
  secret:
    secretName: {{ .secret }}
    items:
      - key: {{ .key }}
        path: {{ .key }}
{{- end }}
{{- end }}
{{- with .process.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "irods-ingest.hasAuthority" -}}
{{- with .Values.certificateAuthority }}{{ .configMap | default .secret }}{{ end -}}
{{- end -}}

{{- /* Directories (.directories) as volumes; what is not to be written to cannot be (.readOnly), and is not given to another group. */ -}}
{{- define "irods-ingest.directoryVolumes" -}}
{{- range $index, $directory := .directories }}
- name: {{ $.name }}-{{ $index }}
  {{- if $directory.claim }}
  persistentVolumeClaim:
    claimName: {{ $directory.claim }}
    readOnly: {{ $.readOnly }}
  {{- else }}
  hostPath:
    path: {{ $directory.hostPath }}
    type: Directory
  {{- end }}
{{- end }}
{{- end -}}

{{- define "irods-ingest.directoryMounts" -}}
{{- range $index, $directory := .directories }}
- name: {{ $.name }}-{{ $index }}
  mountPath: {{ $directory.path }}
  {{- with $directory.subPath }}
  subPath: {{ . }}
  {{- end }}
  readOnly: {{ $.readOnly }}
  {{- if $directory.hostPath }}
  # File systems that the node mounts below it later are seen, too.
  mountPropagation: HostToContainer
  {{- end }}
{{- end }}
{{- end -}}

{{- /* The paths of directories, separated by commas. */ -}}
{{- define "irods-ingest.paths" -}}
{{- $paths := list -}}
{{- range . -}}
{{- $paths = append $paths .path -}}
{{- end -}}
{{- join "," $paths -}}
{{- end -}}
