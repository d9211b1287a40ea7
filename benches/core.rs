//! How fast the core is on a bundle of five megabytes: reading it, and the whole way to an Addon.

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;

use addonctl::addon::{Addon, Stage};
use addonctl::blueprint::{Blueprint, Contents};
use addonctl::manifest::{self, Object, Reading};
use addonctl::source::Source;
use addonctl::workflow::Settings;
use addonctl::workflow::teardown::Reach;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

/// The size of the bundle.
const SIZE: usize = 5 << 20;

/// `ConfigMaps` and Deployments, none quite like another, as bundles of dashboards and services are.
fn bundle() -> String {
    let mut text = String::with_capacity(SIZE + 4096);
    let mut index = 0_u32;
    while text.len() < SIZE {
        let _ = write!(
            text,
            "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: panel-{index}\ndata:\n"
        );
        for row in 0..40 {
            let noise = index.wrapping_mul(2_654_435_761).rotate_left(row);
            let _ = writeln!(
                text,
                "  row-{row}: \"sum(rate(requests_total{{job='{noise:08x}'}}[5m])) by (code)\""
            );
        }
        let _ = write!(
            text,
            "---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app-{index}\nspec:\n  replicas: 2\n  \
             selector: {{matchLabels: {{app: app-{index}}}}}\n  template:\n    metadata:\n      labels: {{app: app-{index}}}\n    \
             spec:\n      containers:\n        - name: app\n          image: example.com/app:{index}\n"
        );
        index += 1;
    }
    text
}

fn objects(source: &Arc<Source>) -> Vec<Object> {
    let (objects, findings) = manifest::read(source, &Reading::default());
    assert!(findings.is_empty(), "the bundle is without fault");
    objects
}

fn blueprint(source: &Arc<Source>) -> Blueprint {
    let mut addon = Addon::default();
    "bench".clone_into(&mut addon.metadata.name);
    "bench".clone_into(&mut addon.spec.pkg_name);
    "v1".clone_into(&mut addon.spec.pkg_version);
    "bench".clone_into(&mut addon.spec.params.namespace);
    let mut contents = Contents::default();
    contents.of_mut(Stage::Install).objects = objects(source);
    Blueprint {
        addon,
        contents,
        params: Vec::new(),
        delete: Some(Reach::default()),
        validate: true,
        inherited: Vec::new(),
        settings: Settings::default(),
    }
}

fn core(criterion: &mut Criterion) {
    let source = Source::new("bundle.yaml", bundle());
    let mut group = criterion.benchmark_group("core");
    group.throughput(Throughput::Bytes(source.text.len() as u64)).sample_size(10);
    group.bench_function("read", |bencher| bencher.iter(|| objects(black_box(&source))));
    assert!(blueprint(&source).build().0.is_some(), "there is an Addon in the end");
    group.bench_function("build", |bencher| {
        bencher.iter_batched(|| blueprint(&source), Blueprint::build, BatchSize::LargeInput);
    });
    group.finish();
}

criterion_group!(benches, core);
criterion_main!(benches);
