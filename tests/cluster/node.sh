# node.sh - sourced by `cluster`: one node on this machine (containerd, runc, kubelet, kube-scheduler), with images made
# here. Needs root, network and mount namespaces, and Debian's containerd, runc, containernetworking-plugins and
# busybox-static. One machine carries one node at a time: the bridge and the cgroups are the machine's.
# shellcheck shell=bash disable=SC2154 # state, bin, here, api_port and the functions are `cluster`'s

node_name=node1
node_bridge=kubec-br0
node_ip=10.244.77.1
node_net=10.244.77.0/24
programs_node=(kubelet kube-scheduler)
cni_bin=${CNI_BIN:-/usr/lib/cni}

# Prints why this machine can have no node; nothing when it can.
node_lack() {
	local p
	[ "$(id -u)" = 0 ] || { echo "a node needs root"; return; }
	for p in containerd containerd-shim-runc-v2 ctr runc ip iptables gcc; do
		command -v $p >/dev/null || { echo "a node needs $p"; return; }
	done
	[ -x "$cni_bin/bridge" ] || { echo "a node needs containernetworking-plugins"; return; }
	[ -x /bin/busybox ] || { echo "a node needs busybox-static"; return; }
	unshare --net --mount --pid --fork true 2>/dev/null || { echo "a node needs namespaces"; return; }
	[ -d /sys/fs/cgroup ] || { echo "a node needs cgroups"; return; }
	if ip link show $node_bridge >/dev/null 2>&1; then echo "another node runs here ($node_bridge is there)"; fi
}

node_images() { # the images of the tests, made from busybox and a program that waits
	local w=$state/images
	mkdir -p "$w/pause" "$w/busybox"/{bin,etc,tmp,root,home,proc,sys,dev,var/www,usr/bin}
	chmod 755 "$w" "$w/pause" "$w/busybox" "$w/busybox"/*
	chmod 1777 "$w/busybox/tmp"
	printf '%s\n' '#include <signal.h>' '#include <unistd.h>' '#include <sys/wait.h>' \
		'static void end(int s) { (void)s; _exit(0); }' \
		'static void reap(int s) { (void)s; while (waitpid(-1, 0, WNOHANG) > 0) { } }' \
		'int main(void) { signal(SIGTERM, end); signal(SIGINT, end); signal(SIGCHLD, reap); for (;;) pause(); }' >"$w/pause.c"
	gcc -Os -static -s -o "$w/pause/pause" "$w/pause.c"
	cp /bin/busybox "$w/busybox/bin/busybox"
	local a
	for a in $(/bin/busybox --list); do
		[ "$a" = busybox ] || ln -s /bin/busybox "$w/busybox/bin/$a"
	done
	printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n' >"$w/busybox/etc/passwd"
	printf 'root:x:0:\nnogroup:x:65534:\n' >"$w/busybox/etc/group"
	echo 'hello from busybox' >"$w/busybox/var/www/index.html"
	chmod -R go+rX "$w/busybox" "$w/pause"
	local env='"Env":["PATH=/bin:/usr/bin"]'
	"$here/image" "$w/pause.tar" kubec.test/pause:1 "$w/pause" '{"Entrypoint":["/pause"]}'
	"$here/image" "$w/busybox.tar" docker.io/library/busybox:1.35 "$w/busybox" "{$env,\"Cmd\":[\"sh\"]}"
	"$here/image" "$w/web.tar" docker.io/library/web:1 "$w/busybox" \
		"{$env,\"Entrypoint\":[\"httpd\",\"-f\",\"-p\",\"8080\",\"-h\",\"/var/www\"],\"ExposedPorts\":{\"8080/tcp\":{}}}"
}

node_config() {
	local d=$state/node
	mkdir -p "$d"/{cni,kubelet,podlogs,certs.d/_default}
	# Nothing is pulled: what is not here is not to be had, at once.
	cat >"$d/certs.d/_default/hosts.toml" <<-Y
	server = "http://127.0.0.1:1"
	[host."http://127.0.0.1:1"]
	  capabilities = ["pull", "resolve"]
	Y
	cat >"$d/cni/10-kubec.conflist" <<-Y
	{"cniVersion": "0.4.0", "name": "kubec", "plugins": [{"type": "bridge", "bridge": "$node_bridge", "isGateway": true,
	 "ipMasq": false, "hairpinMode": true, "ipam": {"type": "host-local", "dataDir": "$d/ipam",
	 "ranges": [[{"subnet": "$node_net"}]], "routes": [{"dst": "0.0.0.0/0"}]}}]}
	Y
	cat >"$d/containerd.toml" <<-Y
	version = 2
	root = "$d/root"
	state = "$d/state"
	disabled_plugins = ["io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs",
	  "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs", "io.containerd.internal.v1.opt",
	  "io.containerd.tracing.processor.v1.otlp", "io.containerd.internal.v1.tracing"]
	[grpc]
	  address = "$d/containerd.sock"
	[plugins."io.containerd.grpc.v1.cri"]
	  sandbox_image = "kubec.test/pause:1"
	  disable_apparmor = true
	  restrict_oom_score_adj = true
	  stream_server_address = "127.0.0.1"
	  stream_server_port = "0"
	  [plugins."io.containerd.grpc.v1.cri".cni]
	    bin_dir = "$cni_bin"
	    conf_dir = "$d/cni"
	  [plugins."io.containerd.grpc.v1.cri".registry]
	    config_path = "$d/certs.d"
	  [plugins."io.containerd.grpc.v1.cri".containerd]
	    default_runtime_name = "runc"
	    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
	      runtime_type = "io.containerd.runc.v2"
	      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
	        BinaryName = "$(command -v runc)"
	        SystemdCgroup = false
	Y
	echo "nameserver 127.0.0.1" >"$d/resolv.conf"
	cat >"$d/kubelet.yaml" <<-Y
	apiVersion: kubelet.config.k8s.io/v1beta1
	kind: KubeletConfiguration
	failCgroupV1: false
	cgroupDriver: cgroupfs
	failSwapOn: false
	containerRuntimeEndpoint: unix://$d/containerd.sock
	address: $node_ip
	authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $state/pki/ca.crt}}
	authorization: {mode: Webhook}
	tlsCertFile: $state/pki/kubelet-server.crt
	tlsPrivateKeyFile: $state/pki/kubelet-server.key
	podLogsDir: $d/podlogs
	resolvConf: $d/resolv.conf
	imageGCHighThresholdPercent: 100
	imageGCLowThresholdPercent: 99
	evictionHard: {memory.available: 50Mi, nodefs.available: 1%, nodefs.inodesFree: 1%, imagefs.available: 1%}
	syncFrequency: 10s
	nodeStatusUpdateFrequency: 5s
	Y
}

# Before the API server starts: the bridge, whose address the node has, and the runtime.
node_prepare() {
	local k f
	for k in vm.overcommit_memory vm.panic_on_oom kernel.panic kernel.panic_on_oops kernel.keys.root_maxkeys \
		kernel.keys.root_maxbytes net.ipv4.ip_forward net.ipv4.conf.all.forwarding; do
		f=/proc/sys/${k//.//}
		[ ! -e "$f" ] || echo "$f $(cat "$f")"
	done >"$state/sysctl.saved"
	ip netns list 2>/dev/null | awk '{ print $1 }' | sort >"$state/netns.before"
	ip link add $node_bridge type bridge
	ip addr add $node_ip/24 dev $node_bridge
	ip link set $node_bridge up
	node_images
	node_config
	start containerd containerd -c "$state/node/containerd.toml"
	local i n=0
	until ctr -a "$state/node/containerd.sock" version >/dev/null 2>&1; do
		n=$((n + 1))
		[ $n -lt 300 ] || { echo "cluster: containerd does not answer" >&2; return 1; }
		sleep 0.1
	done
	for i in pause busybox web; do
		ctr -a "$state/node/containerd.sock" -n k8s.io images import "$state/images/$i.tar" >>"$state/log/images.log" 2>&1 || return 1
	done
	rm -rf "$state/images"
	# What the API server needs to speak to the kubelet.
	API_ARGS="${API_ARGS:-} --kubelet-certificate-authority=$state/pki/ca.crt --kubelet-preferred-address-types=InternalIP
		--kubelet-client-certificate=$state/pki/admin.crt --kubelet-client-key=$state/pki/admin.key"
}

node_start() {
	local n=0
	start kube-scheduler "$bin/kube-scheduler" --kubeconfig="$state/controllers.kubeconfig" --secure-port=0 --leader-elect=false \
		--authentication-skip-lookup=true
	start kubelet "$bin/kubelet" --config="$state/node/kubelet.yaml" --kubeconfig="$state/controllers.kubeconfig" \
		--root-dir="$state/node/kubelet" --cert-dir="$state/pki" --hostname-override=$node_name --node-ip=$node_ip
	until get_url /api/v1/nodes/$node_name 2>/dev/null | tr -d ' \n' | grep -q '"type":"Ready","status":"True"' \
			|| get_url /api/v1/nodes/$node_name 2>/dev/null | tr -d ' \n' | grep -qE '"reason":"KubeletReady"'; do
		n=$((n + 1))
		pid_of kubelet >/dev/null || { echo "cluster: kubelet ended: $(grep -E '^[EF]' "$state/log/kubelet.log" | tail -n 1 | cut -c1-300)" >&2; return 1; }
		[ $n -lt 400 ] || { echo "cluster: the node is not ready after 120 s" >&2; return 1; }
		sleep 0.3
	done
	until get_url /api/v1/namespaces/default/serviceaccounts/default >/dev/null 2>&1; do sleep 0.1; done
}

# Ends the node's processes and containers and puts the machine back as it was.
node_stop() {
	[ -d "$state/node" ] || return 0
	local sock=$state/node/containerd.sock t m p n f v
	stop 3 kubelet
	stop 2 kube-scheduler
	if pid_of containerd >/dev/null; then
		for t in $(timeout 10 ctr -a "$sock" -n k8s.io task ls -q 2>/dev/null); do
			timeout 5 ctr -a "$sock" -n k8s.io task rm -f "$t" >/dev/null 2>&1 || true
		done
		for t in $(timeout 10 ctr -a "$sock" -n k8s.io container ls -q 2>/dev/null); do
			timeout 5 ctr -a "$sock" -n k8s.io container rm "$t" >/dev/null 2>&1 || true
		done
	fi
	stop 3 containerd
	for p in /proc/[0-9]*; do       # shims outlive containerd; ours name the socket
		{ tr '\0' ' ' <"$p/cmdline"; } 2>/dev/null | grep -qF -- "containerd-shim-runc-v2 " || continue
		{ tr '\0' ' ' <"$p/cmdline"; } 2>/dev/null | grep -qF -- "-address $sock" && kill -9 "${p#/proc/}" 2>/dev/null
	done || true
	{ grep -oF -- " $state/node/" /proc/self/mounts >/dev/null && awk -v d="$state/node/" 'index($2, d) == 1 { print $2 }' \
		/proc/self/mounts | sort -r | while read -r m; do umount -l "$m" 2>/dev/null || true; done; } || true
	ip netns list 2>/dev/null | awk '{ print $1 }' | sort | comm -13 "$state/netns.before" - | { grep ^cni- || true; } |
		while read -r n; do ip netns del "$n" || true; done
	ip link del $node_bridge 2>/dev/null || true
	local tool table chain
	for tool in iptables ip6tables; do
		for table in mangle nat filter; do
			command -v $tool >/dev/null || continue
			$tool -w -t $table -S 2>/dev/null | { grep -E '^-A .*KUBE-' || true; } | sed 's/^-A/-D/' |
				while read -r v; do eval "$tool -w -t $table $v" 2>/dev/null || true; done
			for chain in $($tool -w -t $table -S 2>/dev/null | awk '/^-N KUBE-/ { print $2 }'); do
				$tool -w -t $table -F "$chain" || true
			done
			for chain in $($tool -w -t $table -S 2>/dev/null | awk '/^-N KUBE-/ { print $2 }'); do
				$tool -w -t $table -X "$chain" || true
			done
		done
	done
	for f in /sys/fs/cgroup/kubepods /sys/fs/cgroup/*/kubepods; do
		[ ! -d "$f" ] || find "$f" -depth -type d -exec rmdir {} + 2>/dev/null || true
	done
	while read -r f v; do
		[ "$(cat "$f" 2>/dev/null)" = "$v" ] || echo "$v" >"$f" 2>/dev/null || true
	done <"$state/sysctl.saved"
}
