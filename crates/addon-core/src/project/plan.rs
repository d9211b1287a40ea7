//! What one addon is made of: all that is said about it, merged, the nearest on top.

use super::pairs::Pair;
use super::read::{Project, ProjectAddon, ProjectCluster};
use super::settings::Settings;
use super::value::Given;
use crate::finding::{Finding, Findings, rule};
use crate::params::Param;

/// The parameters that one source gives: of these, pairs win over files.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ParamLayer {
    /// Params files.
    pub files: Vec<Given<String>>,
    /// Whether these stand in the place of farther ones.
    pub replaces_files: bool,
    /// Names, and the files that hold their values.
    pub from_files: Vec<Pair>,
    /// Names and values.
    pub pairs: Vec<Param>,
}

impl ParamLayer {
    /// Takes the parameters out of settings.
    fn of(settings: &mut Settings) -> Self {
        let files = settings.params_file.take();
        let replaces_files = files.is_some();
        Self {
            files: files.map(|paths| paths.0).unwrap_or_default(),
            replaces_files,
            from_files: settings.param_from_file.take().map(|it| it.pairs).unwrap_or_default(),
            pairs: settings.params.take().map(|params| params.0).unwrap_or_default(),
        }
    }
}

/// What a command line says about addons.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Request {
    /// All but the parameters.
    pub settings: Settings,
    /// The parameters.
    pub params: ParamLayer,
}

/// All that is said about one addon.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// All but the parameters.
    pub settings: Settings,
    /// The parameters, the farthest source first.
    pub params: Vec<ParamLayer>,
    /// Whether its parameters may be meant for other addons of the file, which are not built now.
    pub of_several: bool,
}

impl Plan {
    /// The plan of levels of settings, the farthest first.
    fn of_levels<'s>(levels: impl IntoIterator<Item = &'s Settings>) -> Self {
        let mut plan = Self::default();
        for level in levels {
            let mut settings = level.clone();
            let layer = ParamLayer::of(&mut settings);
            plan = plan.under(settings, layer);
        }
        plan
    }

    /// The plan with something nearer over it.
    fn under(self, settings: Settings, layer: ParamLayer) -> Self {
        let mut params = self.params;
        if layer.replaces_files {
            for far in &mut params {
                far.files.clear();
            }
        }
        params.push(layer);
        Self { settings: settings.over(self.settings), params, of_several: self.of_several }
    }

    /// The plan of a command line that names no project.
    pub fn of_request(request: Request) -> Self {
        Self::default().under(request.settings, request.params)
    }

    /// The name of the addon, as far as anybody says it.
    pub fn name(&self) -> &str {
        self.settings.name.as_ref().map_or("", |name| &name.value)
    }
}

impl Project {
    /// The plans of the addons that a command line wants, in the file's order.
    pub fn plans(&self, request: &Request) -> (Vec<Plan>, Findings) {
        let mut findings = Vec::new();
        let cluster = match self.cluster(request.settings.cluster_name.as_ref()) {
            Ok(cluster) => cluster,
            Err(finding) => {
                findings.push(*finding);
                None
            }
        };
        let wanted = request.settings.name.as_ref().filter(|_| self.lists());
        let is_wanted = |addon: &&ProjectAddon| {
            wanted.is_none_or(|wanted| addon.name.as_ref().is_some_and(|n| n.value == wanted.value))
        };
        let of_several = wanted.is_some() && self.addons.len() > 1;
        let plans: Vec<Plan> = self
            .addons
            .iter()
            .filter(is_wanted)
            .map(|addon| {
                let plan = self.plan(addon, cluster);
                let plan = plan.under(request.settings.clone(), request.params.clone());
                Plan { of_several, ..plan }
            })
            .collect();
        if let Some(wanted) = wanted.filter(|_| plans.is_empty()) {
            let known = self.addons.iter().filter_map(|addon| addon.name.as_ref());
            findings.push(absent("addon", wanted, "", known.collect()));
        }
        (plans, findings)
    }

    /// What the file says about an addon.
    fn plan(&self, addon: &ProjectAddon, cluster: Option<&ProjectCluster>) -> Plan {
        let own = cluster.and_then(|cluster| {
            let name = addon.name.as_ref()?;
            let is = |own: &&ProjectAddon| own.name.as_ref().is_some_and(|n| n.value == name.value);
            cluster.addons.iter().find(is)
        });
        let levels = [
            Some(&self.defaults),
            Some(&addon.settings),
            cluster.map(|cluster| &cluster.settings),
            own.map(|own| &own.settings),
        ];
        Plan::of_levels(levels.into_iter().flatten())
    }

    /// The cluster that is wanted. A file without clusters is for any.
    fn cluster(
        &self,
        wanted: Option<&Given<String>>,
    ) -> Result<Option<&ProjectCluster>, Box<Finding>> {
        let Some(wanted) = wanted.filter(|_| !self.clusters.is_empty()) else { return Ok(None) };
        let found = self.clusters.iter().find(|cluster| cluster.name.value == wanted.value);
        found.map(Some).ok_or_else(|| {
            let known = self.clusters.iter().map(|cluster| &cluster.name).collect();
            Box::new(absent("cluster", wanted, &format!(" in {}", self.origin), known))
        })
    }
}

/// Something that is wanted and not there.
fn absent(what: &str, wanted: &Given<String>, place: &str, known: Vec<&Given<String>>) -> Finding {
    let known: Vec<&str> = known.into_iter().map(|name| name.value.as_str()).collect();
    let message =
        format!("there is no {what} `{}`{place}, only {}", wanted.value, known.join(", "));
    let finding = Finding::new(&rule::PROJECT, message).at(wanted.place.clone());
    finding.suggesting(&wanted.value, known)
}
