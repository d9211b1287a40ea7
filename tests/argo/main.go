// Argo's own word on Workflows: the oracle that `addonctl lint` is held against.
//
// A line of standard input is {"id": ..., "workflow": {...}}; the answer on standard output is a line with the same id:
// what the controller's types cannot take in (decode), which fields they drop (unknown), why Argo refuses the Workflow
// when it is submitted (refused), or that it refers to a template that is in a cluster or not (elsewhere). An empty
// answer is a yes.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"

	"github.com/sirupsen/logrus"
	apierr "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/argoproj/argo-workflows/v3/pkg/apis/workflow/v1alpha1"
	"github.com/argoproj/argo-workflows/v3/workflow/validate"
)

type question struct {
	ID       string         `json:"id"`
	Workflow map[string]any `json:"workflow"`
}

type answer struct {
	ID      string `json:"id"`
	Decode  string `json:"decode,omitempty"`
	Unknown string `json:"unknown,omitempty"`
	Refused string `json:"refused,omitempty"`
	// Elsewhere is the last template of a templateRef that was looked for; Argo's word ends there.
	Elsewhere string `json:"elsewhere,omitempty"`
}

// cluster is one without templates. It keeps the name that it was asked for last.
type cluster struct{ asked string }

func (c *cluster) miss(kind, name string) error {
	c.asked = kind + " " + name
	return apierr.NewNotFound(schema.GroupResource{Group: "argoproj.io", Resource: kind}, name)
}

type namespaced struct{ *cluster }

func (n namespaced) Get(name string) (*v1alpha1.WorkflowTemplate, error) {
	return nil, n.miss("workflowtemplates", name)
}

type global struct{ *cluster }

func (g global) Get(name string) (*v1alpha1.ClusterWorkflowTemplate, error) {
	return nil, g.miss("clusterworkflowtemplates", name)
}

func main() {
	logrus.SetLevel(logrus.FatalLevel)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 64<<20)
	out := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if err := out.Encode(judge(asked)); err != nil {
			os.Exit(1)
		}
	}
}

func judge(asked question) answer {
	told := answer{ID: asked.ID}
	var workflow v1alpha1.Workflow
	// As the controller does it: from what it holds as a map to Argo's types.
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(numbers(asked.Workflow), &workflow); err != nil {
		told.Decode = err.Error()
		return told
	}
	told.Unknown = unknown(asked.Workflow)
	told.Refused, told.Elsewhere = refused(&workflow)
	return told
}

// refused is why Argo's controller refuses a Workflow that was submitted, or what it would have to look up first.
func refused(workflow *v1alpha1.Workflow) (why, elsewhere string) {
	// One Workflow on which Argo falls over is one answer, not the end of all.
	defer func() {
		if fell := recover(); fell != nil {
			why = fmt.Sprintf("panic: %v", fell)
		}
	}()
	empty := &cluster{}
	err := validate.ValidateWorkflow(namespaced{empty}, global{empty}, workflow, nil, validate.ValidateOpts{})
	switch {
	case empty.asked != "":
		return "", empty.asked
	case err != nil:
		return err.Error(), ""
	}
	return "", ""
}

// numbers makes integers of JSON's floats, as a way through YAML does.
func numbers(value map[string]any) map[string]any {
	for key, item := range value {
		value[key] = number(item)
	}
	return value
}

func number(value any) any {
	switch it := value.(type) {
	case map[string]any:
		return numbers(it)
	case []any:
		for index, item := range it {
			it[index] = number(item)
		}
	case float64:
		if whole := int64(it); float64(whole) == it {
			return whole
		}
	}
	return value
}

// unknown is the first field that Argo's types do not have.
func unknown(workflow map[string]any) string {
	text, err := json.Marshal(workflow)
	if err != nil {
		return err.Error()
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&v1alpha1.Workflow{}); err != nil {
		return err.Error()
	}
	return ""
}
