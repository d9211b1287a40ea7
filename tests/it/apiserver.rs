//! A real kube-apiserver with its etcd, one for the whole test process; nothing reconciles there.
//!
//! The programs are those of `KUBEBUILDER_ASSETS`, or else what `tests/apiserver/build.sh` builds. Without them a test is
//! skipped and says so; with CI=true it fails.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use kube::api::{Api, ApiResource, DynamicObject, Patch, PatchParams};
use kube::config::{KubeConfigOptions, Kubeconfig};
use kube::core::GroupVersionKind;
use kube::{Client, Config};
use serde_json::{Value, json};

/// The controller's namespace.
pub(crate) const NAMESPACE: &str = "addon-manager-system";

/// How long the server may take until it answers: a loaded machine takes 20 s, an idle one 3 s.
const PATIENCE: Duration = Duration::from_mins(2);

/// A running API server.
pub(crate) struct ApiServer {
    folder: PathBuf,
    /// The shell that kills the servers as soon as this process is gone, however it goes: then its input ends.
    keeper: Mutex<Child>,
}

/// The server of this test process, or none, which `test` is told to be skipped for.
pub(crate) fn shared(test: &str) -> Option<&'static ApiServer> {
    static SERVER: OnceLock<Option<ApiServer>> = OnceLock::new();
    let server = SERVER.get_or_init(|| assets().map(|assets| ApiServer::start(&assets)));
    if server.is_none() {
        skip(test, "no API server", "no KUBEBUILDER_ASSETS");
    }
    server.as_ref()
}

/// A server for one test alone, which may do to it what it likes.
pub(crate) fn own(test: &str) -> Option<&'static ApiServer> {
    let Some(assets) = assets() else {
        skip(test, "no API server", "no KUBEBUILDER_ASSETS");
        return None;
    };
    Some(Box::leak(Box::new(ApiServer::start(&assets))))
}

#[expect(clippy::disallowed_methods, reason = "a test has no command line to take it from")]
fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

/// The folder with `etcd` and `kube-apiserver`.
fn assets() -> Option<PathBuf> {
    let given = variable("KUBEBUILDER_ASSETS");
    if !given.is_empty() {
        return Some(PathBuf::from(given));
    }
    let go_mod = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/apiserver/kubernetes/go.mod"),
    )
    .ok()?;
    let version =
        go_mod.lines().find_map(|line| line.strip_prefix("require k8s.io/kubernetes v"))?;
    let cache = match variable("XDG_CACHE_HOME") {
        home if home.is_empty() => Path::new(&variable("HOME")).join(".cache"),
        home => PathBuf::from(home),
    };
    let folder = cache.join(format!("addonctl/apiserver-{version}"));
    folder.join("kube-apiserver").exists().then_some(folder)
}

/// Starts both, then does as it is told on its input; at the end of that takes both down with it.
const KEEPER: &str = r#"
"$ASSETS/etcd" --data-dir etcd --unsafe-no-fsync --log-level error \
  --listen-client-urls "http://127.0.0.1:$ETCD" --advertise-client-urls "http://127.0.0.1:$ETCD" \
  --listen-peer-urls "http://127.0.0.1:$PEER" --initial-advertise-peer-urls "http://127.0.0.1:$PEER" \
  --initial-cluster "default=http://127.0.0.1:$PEER" > etcd.log 2>&1 &
serve() {
  "$ASSETS/kube-apiserver" --etcd-servers "http://127.0.0.1:$ETCD" --bind-address 127.0.0.1 --secure-port "$PORT" \
    --advertise-address 127.0.0.1 --endpoint-reconciler-type none --cert-dir pki --token-auth-file tokens.csv \
    --authorization-mode RBAC --disable-admission-plugins ServiceAccount --service-cluster-ip-range 10.96.0.0/16 \
    --service-account-issuer https://kubernetes.default.svc --service-account-key-file pki/apiserver.key \
    --service-account-signing-key-file pki/apiserver.key > apiserver.log 2>&1 &
}
serve
while read -r word; do
  case $word in
    kill) kill -9 $! && wait $! ;;
    serve) serve ;;
  esac
  echo
done
cd /
rm -rf "$FOLDER"
kill -9 0
"#;

impl ApiServer {
    fn start(assets: &Path) -> Self {
        let folder = tempfile::Builder::new().prefix("addonctl-it-").tempdir().unwrap().keep();
        fs::create_dir(folder.join("pki")).unwrap();
        let tokens = "admin-token,admin,admin,\"system:masters\"\nviewer-token,viewer,viewer\n";
        fs::write(folder.join("tokens.csv"), tokens).unwrap();
        let [etcd, peer, port] = free_ports();
        let mut keeper = Command::new("sh");
        keeper.args(["-c", KEEPER]).current_dir(&folder).stdin(Stdio::piped());
        keeper.env("ASSETS", assets).env("FOLDER", &folder);
        keeper.env("ETCD", etcd.to_string()).env("PEER", peer.to_string());
        keeper.env("PORT", port.to_string()).process_group(0);
        keeper.stdout(Stdio::piped()).stderr(Stdio::null());
        let server = Self { keeper: Mutex::new(keeper.spawn().unwrap()), folder };
        server.write_kubeconfig("kubeconfig", &format!("https://127.0.0.1:{port}"));
        run(server.become_ready());
        server
    }

    /// Kills the API server; what it has stored stays.
    pub(crate) fn kill(&self) {
        self.tell("kill\n");
    }

    /// Starts it again, and waits until it answers.
    pub(crate) fn serve(&self) {
        self.tell("serve\n");
        run(self.become_ready());
    }

    fn tell(&self, word: &str) {
        let mut keeper = self.keeper.lock().unwrap();
        keeper.stdin.as_mut().unwrap().write_all(word.as_bytes()).unwrap();
        keeper.stdout.as_mut().unwrap().read_exact(&mut [0]).unwrap();
    }

    /// A kubeconfig for a server at `url`, by its name in the server's folder. Contexts: `admin`, `viewer`.
    pub(crate) fn write_kubeconfig(&self, name: &str, url: &str) -> PathBuf {
        let cluster = if url.starts_with("https") {
            json!({"server": url, "certificate-authority": self.folder.join("pki/apiserver.crt")})
        } else {
            json!({"server": url})
        };
        let entry = |user: &str| json!({"name": user, "context": {"cluster": "it", "user": user}});
        let user = |user: &str| json!({"name": user, "user": {"token": format!("{user}-token")}});
        let text = json!({
            "apiVersion": "v1", "kind": "Config", "current-context": "admin",
            "clusters": [{"name": "it", "cluster": cluster}],
            "users": [user("admin"), user("viewer")],
            "contexts": [entry("admin"), entry("viewer")],
        });
        let file = self.folder.join(name);
        fs::write(&file, text.to_string()).unwrap();
        file
    }

    /// The kubeconfig of the server itself.
    pub(crate) fn kubeconfig(&self) -> PathBuf {
        self.folder.join("kubeconfig")
    }

    /// A client with all rights. Each runtime needs its own.
    pub(crate) async fn client(&self) -> Client {
        let kubeconfig = Kubeconfig::read_from(self.kubeconfig()).unwrap();
        let options = KubeConfigOptions::default();
        let mut config = Config::from_custom_kubeconfig(kubeconfig, &options).await.unwrap();
        config.proxy_url = None;
        Client::try_from(config).unwrap()
    }

    async fn become_ready(&self) {
        let begin = Instant::now();
        while !self.is_ready().await {
            let log = || fs::read_to_string(self.folder.join("apiserver.log")).unwrap_or_default();
            assert!(begin.elapsed() < PATIENCE, "the API server is not ready:\n{}", log());
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        self.apply(addonctl::addon::crd::CRD).await;
        self.apply(WORKFLOWS).await;
        let namespace =
            json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": NAMESPACE}});
        self.apply(&namespace.to_string()).await;
        let account = json!({
            "apiVersion": "v1", "kind": "ServiceAccount",
            "metadata": {"name": "addon-manager-workflow-installer-sa", "namespace": NAMESPACE},
        });
        self.apply(&account.to_string()).await;
        for (group, plural) in [("addonmgr.keikoproj.io", "addons"), ("argoproj.io", "workflows")] {
            let kind = GroupVersionKind::gvk(group, "v1alpha1", "Any");
            let api: Api<DynamicObject> = Api::namespaced_with(
                self.client().await,
                NAMESPACE,
                &ApiResource::from_gvk_with_plural(&kind, plural),
            );
            while api.list(&kube::api::ListParams::default()).await.is_err() {
                assert!(begin.elapsed() < PATIENCE, "{plural} are not served");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }

    async fn is_ready(&self) -> bool {
        if !self.folder.join("pki/apiserver.crt").exists() {
            return false;
        }
        let ready = http::Request::get("/readyz").body(Vec::new()).unwrap();
        self.client().await.request_text(ready).await.is_ok()
    }

    /// Applies one object, as whoever made it would.
    pub(crate) async fn apply(&self, text: &str) -> DynamicObject {
        let value: Value = serde_saphyr::from_str(text).unwrap();
        let object: DynamicObject = serde_json::from_value(value.clone()).unwrap();
        let name = object.metadata.name.clone().unwrap();
        let api = self.api(&object).await;
        let params = PatchParams::apply("test").force();
        api.patch(&name, &params, &Patch::Apply(&value)).await.unwrap()
    }

    /// Takes the CRD of a kind away, with all its objects, and waits until the kind is not served any more.
    pub(crate) async fn drop_crd(&self, name: &str) {
        let kind = GroupVersionKind::gvk("apiextensions.k8s.io", "v1", "CustomResourceDefinition");
        let crds: Api<DynamicObject> =
            Api::all_with(self.client().await, &ApiResource::from_gvk(&kind));
        crds.delete(name, &kube::api::DeleteParams::default()).await.unwrap();
        while !matches!(self.addons().await.list(&kube::api::ListParams::default()).await, Err(kube::Error::Api(status)) if status.message.starts_with("404"))
        {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The API of an object's kind in its namespace.
    pub(crate) async fn api(&self, object: &DynamicObject) -> Api<DynamicObject> {
        let types = object.types.clone().unwrap();
        let kind = GroupVersionKind::try_from(&types).unwrap();
        let resource = ApiResource::from_gvk(&kind);
        match &object.metadata.namespace {
            Some(namespace) => Api::namespaced_with(self.client().await, namespace, &resource),
            None => Api::all_with(self.client().await, &resource),
        }
    }

    /// The Addons.
    pub(crate) async fn addons(&self) -> Api<DynamicObject> {
        let kind = GroupVersionKind::gvk("addonmgr.keikoproj.io", "v1alpha1", "Addon");
        Api::namespaced_with(self.client().await, NAMESPACE, &ApiResource::from_gvk(&kind))
    }

    /// The Workflows.
    pub(crate) async fn workflows(&self) -> Api<DynamicObject> {
        let kind = GroupVersionKind::gvk("argoproj.io", "v1alpha1", "Workflow");
        Api::namespaced_with(self.client().await, NAMESPACE, &ApiResource::from_gvk(&kind))
    }

    /// addonctl against this server, with a clean environment.
    pub(crate) fn addonctl(&self) -> Command {
        addonctl(&self.kubeconfig())
    }
}

/// addonctl with a kubeconfig and nothing else of this process' environment that could turn it elsewhere.
pub(crate) fn addonctl(kubeconfig: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_addonctl"));
    command.env_clear().env("KUBECONFIG", kubeconfig).stdin(Stdio::null());
    command
}

/// kubectl against a server, with a clean environment: that of `KUBECTL`, or else the one beside the server's programs.
/// Without one, `test` is told to be skipped for it.
pub(crate) fn kubectl(kubeconfig: &Path, test: &str) -> Option<Command> {
    let given = Some(variable("KUBECTL")).filter(|given| !given.is_empty()).map(PathBuf::from);
    let beside = || Some(assets()?.join("kubectl")).filter(|program| program.exists());
    let Some(program) = given.or_else(beside) else {
        skip(test, "no kubectl", "no KUBECTL");
        return None;
    };
    let mut command = Command::new(program);
    command.env_clear().env("KUBECONFIG", kubeconfig).env("PATH", variable("PATH"));
    // What it finds out about a server it keeps at home, or else in the working folder.
    command.env("HOME", kubeconfig.parent().unwrap());
    Some(command)
}

/// Says that a test is left out; with CI=true none may be.
fn skip(test: &str, missing: &str, why: &str) {
    assert!(variable("CI") != "true", "{test}: {missing} to test against, and CI=true");
    // Past libtest's capture, so that a run says what it left out.
    let line = format!("skipped: {test} ({why}; tests/apiserver/build.sh makes some)\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}

/// Runs what talks to a server.
pub(crate) fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

/// Ports that were free a moment ago.
fn free_ports<const N: usize>() -> [u16; N] {
    let listeners = [(); N].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    listeners.map(|listener| listener.local_addr().unwrap().port())
}

/// As much of Argo's CRD as there has to be.
const WORKFLOWS: &str = "
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: workflows.argoproj.io}
spec:
  group: argoproj.io
  names: {kind: Workflow, listKind: WorkflowList, plural: workflows, singular: workflow, shortNames: [wf]}
  scope: Namespaced
  versions:
  - name: v1alpha1
    served: true
    storage: true
    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
";
