/* test_gotypes.c - objects as Go's structures decode and encode them. */
#include "schema/gotypes.h"

#include "base/buf.h"
#include "doc/doc.h"
#include "doc/emit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void check(const struct gotype *t, const char *in, const char *out, const char *wrong)
{
    cJSON *tree = NULL, *made = NULL;
    assert_null(doc_parse_json(in, strlen(in), &tree));
    struct err *e = gotype_normalise(t, tree, false, &made);
    if (wrong != NULL) {
        assert_non_null(e);
        assert_string_equal(e->msg, wrong);
        assert_null(made);
        err_free(e);
    } else {
        assert_null(e);
        struct buf b = buf_new();
        emit_json_compact(&b, made, 0);
        assert_string_equal(b.data, out);
        buf_release(&b);
    }
    cJSON_Delete(made);
    cJSON_Delete(tree);
}

static void normalises(void **state)
{
    (void)state;
    const struct gotype *d = gotype_find("apps", "v1", "Deployment");
    assert_non_null(d);
    check(
        d,
        "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"image\":\"i\",\"name\":\"c\",\"resources\":{\"limits\":"
        "{\"memory\":\"1024Mi\",\"cpu\":0.5}},\"args\":[]}]}},\"bogus\":1,\"replicas\":0},\"metadata\":{\"name\":\"a\"}"
        ","
        "\"kind\":\"Deployment\",\"apiVersion\":\"apps/v1\"}",
        "{\"kind\":\"Deployment\",\"apiVersion\":\"apps/v1\",\"metadata\":{\"name\":\"a\"},\"spec\":{\"replicas\":0,"
        "\"selector\":null,\"template\":{\"metadata\":{},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\","
        "\"resources\":{\"limits\":{\"cpu\":\"500m\",\"memory\":\"1Gi\"}}}]}},\"strategy\":{}},\"status\":{}}",
        NULL);
    const struct gotype *r = gotype_find("rbac.authorization.k8s.io", "v1", "ClusterRole");
    check(r, "{\"rules\":[{\"resources\":[\"a\"]}]}",
          "{\"metadata\":{},\"rules\":[{\"verbs\":null,\"resources\":[\"a\"]}]}", NULL);
    assert_null(gotype_find("apps", "v1", "Nothing"));
    assert_non_null(gotype_at(d, "spec.template.spec.containers.resources"));
    assert_null(gotype_at(d, "spec.nothing"));
}

static void refuses(void **state)
{
    (void)state;
    const struct gotype *p = gotype_find("", "v1", "Pod");
    check(p, "{\"spec\":{\"containers\":\"x\"}}", NULL,
          "json: cannot unmarshal string into Go struct field PodSpec.spec.containers of type []v1.Container");
    check(p, "{\"spec\":{\"priority\":1.5}}", NULL,
          "json: cannot unmarshal number 1.5 into Go struct field PodSpec.spec.priority of type int32");
    check(p, "{\"spec\":{\"containers\":[{\"name\":3,\"resources\":{\"limits\":{\"cpu\":\"x\"}}}]}}", NULL,
          "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
    check(p, "{\"spec\":{\"volumes\":[{\"secret\":{\"optional\":1}}]}}", NULL,
          "json: cannot unmarshal number into Go struct field "
          "SecretVolumeSource.spec.volumes.VolumeSource.secret.optional "
          "of type bool");
    check(p, "{\"metadata\":{\"creationTimestamp\":{}}}", NULL,
          "json: cannot unmarshal object into Go struct field ObjectMeta.metadata.creationTimestamp of type string");
    check(p, "{\"metadata\":{\"labels\":{\"a\":1}}}", NULL,
          "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(normalises), cmocka_unit_test(refuses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
