/* test_schema.c - the tables of built-in kinds, and the reader of OpenAPI v3. */
#include "schema/schema.h"

#include "base/strv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void finds_kinds(void **state)
{
    (void)state;
    struct schema_kind k;
    assert_true(schema_find_kind("apps", "v1", "Deployment", &k));
    assert_string_equal(k.plural, "deployments");
    assert_string_equal(k.singular, "deployment");
    assert_true(k.namespaced);
    assert_true(k.strategic);
    assert_string_equal(schema_type_name(k.type), "io.k8s.api.apps.v1.Deployment");
    assert_true(schema_find_kind("", "v1", "Namespace", &k));
    assert_false(k.namespaced);
    assert_true(schema_find_resource("rbac.authorization.k8s.io", "v1", "clusterroles", &k));
    assert_string_equal(k.kind, "ClusterRole");
    assert_true(schema_find_kind("apiextensions.k8s.io", "v1", "CustomResourceDefinition", &k));
    assert_false(schema_find_kind("apps", "v2", "Deployment", &k));
    assert_false(schema_find_kind("example.com", "v1", "Deployment", &k));
    assert_false(schema_find_kind("", "v1", "deployment", &k));
    assert_false(schema_find_kind("zzz", "v1", "Zzz", &k));
    assert_true(schema_version_is_stable("v1"));
    assert_false(schema_version_is_stable("v1beta1"));
    assert_false(schema_version_is_stable("v"));
}

static void knows_merge_keys(void **state)
{
    (void)state;
    static const struct {
        const char *group, *version, *kind, *path, *merge_key;
        bool merge, replace, retain;
    } cases[] = {
        {"apps", "v1", "Deployment", "spec.template.spec.containers", "name", true, false, false},
        {"apps", "v1", "Deployment", "spec.template.spec.containers.ports", "containerPort", true, false, false},
        {"apps", "v1", "Deployment", "spec.template.spec.containers.env", "name", true, false, false},
        {"apps", "v1", "Deployment", "spec.template.spec.containers.volumeMounts", "mountPath", true, false, false},
        {"apps", "v1", "Deployment", "spec.template.spec.containers.args", NULL, false, false, false},
        {"apps", "v1", "Deployment", "spec.template.spec.volumes", "name", true, false, true},
        {"apps", "v1", "Deployment", "spec.strategy", NULL, false, false, true},
        {"", "v1", "Service", "spec.ports", "port", true, false, false},
        {"", "v1", "ServiceAccount", "secrets", "name", true, false, false},
        {"", "v1", "Pod", "metadata.finalizers", NULL, true, false, false},
        {"", "v1", "Pod", "metadata.ownerReferences", "uid", true, false, false},
        {"networking.k8s.io", "v1", "NetworkPolicy", "spec.ingress", NULL, false, false, false},
        {"policy", "v1", "PodDisruptionBudget", "spec.selector", NULL, false, true, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct schema_kind k;
        assert_true(schema_find_kind(cases[i].group, cases[i].version, cases[i].kind, &k));
        struct strv parts = {0};
        strv_split(&parts, cases[i].path, '.');
        const struct schema_type *t = k.type;
        struct schema_field f;
        for (size_t p = 0; p < parts.n; p++) {
            assert_true(schema_find_field(t, parts.v[p], &f));
            t = f.type;
        }
        strv_release(&parts);
        assert_true(str_eq(f.merge_key, cases[i].merge_key));
        assert_int_equal(f.patch_merge, cases[i].merge);
        assert_int_equal(f.patch_replace, cases[i].replace);
        assert_int_equal(f.patch_retain_keys, cases[i].retain);
    }
}

/* Visits all types reachable from a kind; each at most once (by its place in a fixed table). */
static void walk(const struct schema_type *t, const struct schema_type **seen, size_t *n)
{
    for (size_t i = 0; i < *n; i++) {
        if (seen[i] == t)
            return;
    }
    assert_true(*n < 4096);
    seen[(*n)++] = t;
    const char *before = "";
    for (size_t i = 0; i < schema_nfields(t); i++) {
        struct schema_field f;
        struct schema_field again;
        schema_field_at(t, i, &f);
        assert_true(strcmp(before, f.name) < 0);
        before = f.name;
        assert_true(schema_find_field(t, f.name, &again));
        assert_ptr_equal(f.name, again.name);
        if (f.type != NULL)
            walk(f.type, seen, n);
    }
}

static void tables_are_sound(void **state)
{
    (void)state;
    static const struct schema_type *seen[4096];
    size_t n = 0;
    assert_true(schema_nkinds() > 80);
    for (size_t i = 0; i < schema_nkinds(); i++) {
        struct schema_kind k;
        struct schema_kind again;
        struct schema_field f;
        schema_kind_at(i, &k);
        assert_true(schema_find_kind(k.group, k.version, k.kind, &again));
        assert_ptr_equal(k.kind, again.kind);
        assert_true(schema_find_field(k.type, "apiVersion", &f));
        assert_int_equal(f.shape, SCHEMA_SCALAR);
        walk(k.type, seen, &n);
    }
    assert_true(n > 500);
}

static void finds_unknown_fields(void **state)
{
    (void)state;
    static const struct {
        const char *kind, *text, *path;
    } cases[] = {
        {"Pod",
         "{\"apiVersion\":\"v1\",\"spec\":{\"containers\":[{\"name\":\"a\",\"resources\":{\"limits\":{\"x.y/"
         "z\":1}}}]}}",
         NULL},
        {"Pod", "{\"spec\":{\"containers\":[{\"name\":\"a\"},{\"imagePullpolicy\":\"x\"}]}}",
         "spec.containers[1].imagePullpolicy"},
        {"Pod", "{\"metadata\":{\"labels\":{\"a\":\"b\"},\"label\":{}}}", "metadata.label"},
        {"Pod", "{\"foo\":null}", "foo"},
        {"Pod", "{\"spec\":{\"containers\":{\"name\":\"a\"}}}", NULL},
        {"ConfigMap", "{\"data\":{\"any\":\"x\"}}", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct schema_kind k;
        assert_true(schema_find_kind("", "v1", cases[i].kind, &k));
        cJSON *o = cJSON_Parse(cases[i].text);
        assert_non_null(o);
        char *path = schema_unknown_field(k.type, o);
        if (!str_eq(path, cases[i].path))
            fail_msg("case %zu: %s", i, path != NULL ? path : "(none)");
        free(path);
        cJSON_Delete(o);
    }
}

static const char openapi_text[] =
    "{\"paths\":{\"/apis/x.io/v3/namespaces/{namespace}/things/{name}\":{\"patch\":{"
    "\"x-kubernetes-group-version-kind\":{\"group\":\"x.io\",\"version\":\"v3\",\"kind\":\"Thing\"},"
    "\"requestBody\":{\"content\":{\"application/strategic-merge-patch+json\":{}}}}}},"
    "\"components\":{\"schemas\":{"
    "\"io.x.Thing\":{\"type\":\"object\",\"required\":[\"spec\"],\"x-kubernetes-group-version-kind\":"
    "[{\"group\":\"x.io\",\"version\":\"v3\",\"kind\":\"Thing\"}],\"properties\":{"
    "\"spec\":{\"allOf\":[{\"$ref\":\"#/components/schemas/io.x.Spec\"}]},\"apiVersion\":{\"type\":\"string\"}}},"
    "\"io.x.Spec\":{\"type\":\"object\",\"properties\":{"
    "\"parts\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/io.x.Part\"},"
    "\"x-kubernetes-list-type\":\"map\",\"x-kubernetes-list-map-keys\":[\"name\",\"port\"],"
    "\"x-kubernetes-patch-strategy\":\"merge,retainKeys\",\"x-kubernetes-patch-merge-key\":\"name\"},"
    "\"labels\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}},"
    "\"loop\":{\"$ref\":\"#/components/schemas/io.x.Loop\"},"
    "\"gone\":{\"$ref\":\"#/components/schemas/io.x.Gone\"},"
    "\"when\":{\"type\":\"string\",\"format\":\"date-time\"}}},"
    "\"io.x.Loop\":{\"allOf\":[{\"$ref\":\"#/components/schemas/io.x.Loop\"}]},"
    "\"io.x.Part\":{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},"
    "\"again\":{\"$ref\":\"#/components/schemas/io.x.Spec\"}}}}}}";

static void reads_openapi(void **state)
{
    (void)state;
    cJSON *doc = cJSON_Parse(openapi_text);
    assert_non_null(doc);
    struct schema_set *set;
    struct schema_kind k;
    struct err *e = schema_from_openapi(doc, "x.io", "v3", "Other", &set, &k);
    assert_non_null(e);
    assert_null(set);
    err_free(e);
    assert_null(schema_from_openapi(doc, "x.io", "v3", "Thing", &set, &k));
    cJSON_Delete(doc);
    assert_string_equal(k.kind, "Thing");
    assert_true(k.strategic);
    struct schema_field f;
    assert_true(schema_find_field(k.type, "spec", &f));
    assert_int_equal(f.shape, SCHEMA_OBJECT);
    assert_true(f.required);
    const struct schema_type *spec = f.type;
    assert_string_equal(schema_type_name(spec), "io.x.Spec");
    assert_true(schema_find_field(spec, "parts", &f));
    assert_int_equal(f.shape, SCHEMA_LIST);
    assert_int_equal(f.list_type, SCHEMA_LIST_MAP);
    assert_string_equal(f.map_keys, "name,port");
    assert_string_equal(f.merge_key, "name");
    assert_true(f.patch_merge && f.patch_retain_keys && !f.patch_replace);
    assert_true(schema_find_field(f.type, "again", &f));
    assert_ptr_equal(f.type, spec);
    assert_true(schema_find_field(spec, "loop", &f));
    assert_int_equal(f.shape, SCHEMA_ANY);
    assert_true(schema_find_field(spec, "gone", &f));
    assert_int_equal(f.shape, SCHEMA_ANY);
    assert_true(schema_find_field(spec, "labels", &f));
    assert_int_equal(f.shape, SCHEMA_MAP);
    assert_true(schema_find_field(spec, "when", &f));
    assert_int_equal(f.scalar, SCHEMA_TIME);
    assert_false(schema_find_field(spec, "where", &f));
    schema_set_free(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_kinds),          cmocka_unit_test(knows_merge_keys), cmocka_unit_test(tables_are_sound),
        cmocka_unit_test(finds_unknown_fields), cmocka_unit_test(reads_openapi),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
