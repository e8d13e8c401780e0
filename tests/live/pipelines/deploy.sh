#!/bin/bash
# A deployment pipeline as people write them. $NS is the namespace to deploy to; `kubectl` is the program under test.
set -euo pipefail

step() { echo "== $*"; }
NS=${NS:?}
APP=web
TAG=1.26

step files
mkdir -p manifests/base overlays/test
cat >manifests/deployment.yaml <<EOF
apiVersion: apps/v1
kind: Deployment
metadata:
  name: $APP
  labels: {app: $APP}
spec:
  replicas: 2
  revisionHistoryLimit: 5
  selector: {matchLabels: {app: $APP}}
  template:
    metadata: {labels: {app: $APP}}
    spec:
      terminationGracePeriodSeconds: 5
      containers:
      - name: nginx
        image: nginx:$TAG
        ports: [{containerPort: 80}]
        envFrom: [{configMapRef: {name: $APP-settings}}]
EOF
cat >manifests/service.yml <<EOF
apiVersion: v1
kind: Service
metadata: {name: $APP, labels: {app: $APP}}
spec: {selector: {app: $APP}, ports: [{name: http, port: 80, targetPort: 80}]}
EOF
cat >manifests/base/accounts.json <<EOF
{"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "$APP", "labels": {"app": "$APP"}}}
EOF
printf 'log_level=info\nworkers=2\n' >app.properties
cat >overlays/test/kustomization.yaml <<EOF
namespace: $NS
namePrefix: test-
resources: [worker.yaml]
configMapGenerator:
- name: worker
  literals: [queue=fast]
EOF
cat >overlays/test/worker.yaml <<EOF
apiVersion: apps/v1
kind: Deployment
metadata: {name: worker}
spec:
  replicas: 1
  selector: {matchLabels: {app: worker}}
  template:
    metadata: {labels: {app: worker}}
    spec: {containers: [{name: worker, image: "redis:7", envFrom: [{configMapRef: {name: worker}}]}]}
EOF

step namespace
kubectl create namespace "$NS" --dry-run=client -o yaml | kubectl apply -f -
kubectl create namespace "$NS" --dry-run=client -o yaml | kubectl apply -f -
kubectl wait --for=jsonpath='{.status.phase}'=Active "namespace/$NS" --timeout=60s
kubectl config set-context --current --namespace="$NS"

step configuration
kubectl create configmap $APP-settings --from-env-file=app.properties --dry-run=client -o yaml | kubectl apply -f -
kubectl create secret generic $APP-login --from-literal=user=admin --from-literal=password='p@ss' --dry-run=client -o json | kubectl apply -f -
kubectl create secret docker-registry pull --docker-server=registry.example.com --docker-username=u --docker-password=p --dry-run=client -o yaml | kubectl apply -f -
kubectl label configmap,secret --all team=shop --overwrite
kubectl annotate configmap/$APP-settings example.com/build=17 --overwrite
password=$(kubectl get secret $APP-login -o jsonpath='{.data.password}' | base64 -d)
[ "$password" = 'p@ss' ] || { echo "wrong password: $password"; exit 1; }
kubectl get secret $APP-login -o go-template='{{range $k, $v := .data}}{{$k}}={{$v | base64decode}}{{"\n"}}{{end}}'

step first rollout
kubectl diff -R -f manifests >diff.txt || true
grep -c '^+' diff.txt
kubectl apply -R -f manifests/
kubectl rollout status deployment/$APP --timeout=90s
kubectl wait --for=condition=Available deployment/$APP --timeout=60s
kubectl wait pods -l app=$APP --for=condition=Ready --timeout=60s -o jsonpath='{.status.phase}{"\n"}'
kubectl wait deployment $APP --for=jsonpath='{.status.readyReplicas}'=2 --timeout=60s
ready=$(kubectl get deployment $APP -o jsonpath='{.status.readyReplicas}/{.spec.replicas}')
echo "ready: $ready"
kubectl get deployment,service -l app=$APP
kubectl get pods -l app=$APP -o custom-columns='IMAGE:.spec.containers[*].image,PHASE:.status.phase,NODE:.spec.nodeName' --sort-by=.spec.containers[0].image

step second rollout
kubectl annotate deployment/$APP kubernetes.io/change-cause='nginx 1.27' --overwrite
kubectl set image deployment/$APP nginx=nginx:1.27
kubectl rollout status deployment/$APP --timeout=90s
kubectl set env deployment/$APP MODE=fast
kubectl rollout status deployment/$APP --timeout=90s
kubectl set resources deployment/$APP -c nginx --limits=cpu=200m,memory=64Mi --requests=cpu=100m
kubectl rollout status deployment/$APP --timeout=90s --watch=true
kubectl rollout history deployment/$APP
kubectl rollout history deployment/$APP --revision=2
image=$(kubectl get deployment $APP -o jsonpath="{.spec.template.spec.containers[?(@.name=='nginx')].image}")
test "$image" = nginx:1.27 && echo "image is $image"

step a rollout that fails
kubectl set image deployment/$APP nginx=example.com/broken:1
if kubectl rollout status deployment/$APP --timeout=3s; then echo unexpected; else echo "rollout failed as it should"; fi
kubectl wait deployment/$APP --for=condition=Progressing=False --timeout=1s || echo "still trying"
kubectl rollout undo deployment/$APP
kubectl rollout status deployment/$APP --timeout=90s
kubectl get deployment $APP -o jsonpath='{.spec.template.spec.containers[0].image}{"\n"}'

step scale and patch
kubectl scale deployment/$APP --replicas=3
kubectl wait deployment/$APP --for=jsonpath='{.status.availableReplicas}'=3 --timeout=60s
kubectl scale deployment/$APP --current-replicas=3 --replicas=1
kubectl patch deployment $APP -p '{"spec":{"template":{"metadata":{"annotations":{"restarted":"yes"}}}}}'
kubectl patch deployment $APP --type=json -p '[{"op":"replace","path":"/spec/revisionHistoryLimit","value":3}]'
kubectl patch service $APP --type=merge -p '{"metadata":{"labels":{"tier":"front"}}}' -o name
kubectl rollout restart deployment/$APP
kubectl rollout status deployment/$APP --timeout=90s
kubectl wait deployment/$APP --for=jsonpath='{.status.replicas}'=1 --timeout=60s
for kind in deployment service configmap; do
    kubectl get "$kind" -o jsonpath='{range .items[*]}{.kind}/{.metadata.name}{"\n"}{end}' | grep -v kube-root-ca
done

step pause and resume
kubectl rollout pause deployment/$APP
kubectl set env deployment/$APP MODE-
kubectl rollout resume deployment/$APP
kubectl rollout status deployment/$APP --timeout=90s
kubectl set env deployment/$APP --list

step kustomize
kubectl apply -k overlays/test
kubectl rollout status deployment/test-worker --timeout=90s
kubectl get configmap -l '!team' -o name | sed 's/-[a-z0-9]*$/-HASH/' | grep worker
kubectl apply -k overlays/test | sort

step drift
sed -i 's/replicas: 2/replicas: 1/' manifests/deployment.yaml
sed -i "s/nginx:$TAG/nginx:1.27/" manifests/deployment.yaml
kubectl diff -R -f manifests | grep -E '^[-+] ' || true
kubectl apply -R -f manifests --dry-run=server
kubectl apply -R -f manifests
kubectl rollout status deployment/$APP --timeout=90s
kubectl get -R -f manifests -o name

step clean up
kubectl delete -k overlays/test
kubectl delete deployment $APP --wait=false
kubectl wait deployment/$APP --for=delete --timeout=60s || true
kubectl wait pods -l app=$APP --for=delete --timeout=60s >/dev/null
kubectl wait replicasets --all --for=delete --timeout=60s >/dev/null
kubectl delete configmap,secret -l team=shop
kubectl delete -R -f manifests --ignore-not-found
kubectl get all
kubectl delete namespace "$NS" --timeout=90s
kubectl wait namespace/"$NS" --for=delete --timeout=60s
if kubectl get namespace "$NS"; then exit 1; fi
echo done
