/* test_rollout_status.c - what is said of rollouts. */
#include "rollout/status_words.h"

#include "doc/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct row {
    enum rollout_kind kind;
    const char *object;
    int64_t revision;
    const char *text; /* or the error, which begins with ! */
    bool done;
};

static const struct row rows[] = {
    {ROLLOUT_DEPLOYMENT, "{\"metadata\":{\"name\":\"a\",\"generation\":2},\"status\":{\"observedGeneration\":1}}", 0,
     "Waiting for deployment spec update to be observed...\n", false},
    {ROLLOUT_DEPLOYMENT, "{\"metadata\":{\"name\":\"a\"},\"spec\":{\"replicas\":2},\"status\":{\"updatedReplicas\":1}}",
     0, "Waiting for deployment \"a\" rollout to finish: 1 out of 2 new replicas have been updated...\n", false},
    {ROLLOUT_DEPLOYMENT,
     "{\"metadata\":{\"name\":\"a\"},\"spec\":{\"replicas\":2},\"status\":{\"updatedReplicas\":2,\"replicas\":3}}", 0,
     "Waiting for deployment \"a\" rollout to finish: 1 old replicas are pending termination...\n", false},
    {ROLLOUT_DEPLOYMENT, "{\"metadata\":{\"name\":\"a\"}}", 0, "deployment \"a\" successfully rolled out\n", true},
    {ROLLOUT_DEPLOYMENT, "{\"metadata\":{\"name\":\"a\"}}", 3,
     "!desired revision (3) is different from the running revision (0)", false},
    {ROLLOUT_DEPLOYMENT,
     "{\"metadata\":{\"name\":\"a\",\"annotations\":{\"deployment.kubernetes.io/revision\":\"x\"}}}", 3,
     "!cannot get the revision of deployment \"a\": strconv.ParseInt: parsing \"x\": invalid syntax", false},
    {ROLLOUT_DEPLOYMENT,
     "{\"metadata\":{\"name\":\"a\"},\"status\":{\"conditions\":[{\"type\":\"Progressing\",\"reason\":"
     "\"ProgressDeadlineExceeded\"}]}}",
     0, "!deployment \"a\" exceeded its progress deadline", false},
    {ROLLOUT_DAEMONSET, "{\"metadata\":{\"name\":\"a\"},\"spec\":{\"updateStrategy\":{\"type\":\"OnDelete\"}}}", 0,
     "!rollout status is only available for RollingUpdate strategy type", false},
    {ROLLOUT_DAEMONSET, "{\"metadata\":{\"name\":\"a\"},\"spec\":{\"updateStrategy\":{\"type\":\"RollingUpdate\"}}}", 0,
     "daemon set \"a\" successfully rolled out\n", true},
    {ROLLOUT_STATEFULSET,
     "{\"spec\":{\"replicas\":2,\"updateStrategy\":{\"type\":\"RollingUpdate\",\"rollingUpdate\":{\"partition\":1}}},"
     "\"status\":{\"observedGeneration\":1,\"readyReplicas\":2}}",
     0, "Waiting for partitioned roll out to finish: 0 out of 1 new pods have been updated...\n", false},
    {ROLLOUT_STATEFULSET,
     "{\"spec\":{\"replicas\":2,\"updateStrategy\":{\"type\":\"RollingUpdate\"}},\"status\":{\"observedGeneration\":1,"
     "\"readyReplicas\":2,\"currentRevision\":\"r1\",\"updateRevision\":\"r2\",\"updatedReplicas\":1}}",
     0, "waiting for statefulset rolling update to complete 1 pods at revision r2...\n", false},
    {ROLLOUT_STATEFULSET,
     "{\"spec\":{\"replicas\":2,\"updateStrategy\":{\"type\":\"RollingUpdate\"}},\"status\":{\"observedGeneration\":1,"
     "\"readyReplicas\":2,\"currentRevision\":\"r2\",\"updateRevision\":\"r2\",\"currentReplicas\":2}}",
     0, "statefulset rolling update complete 2 pods at revision r2...\n", true},
};

static void says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cJSON *object = NULL;
        char *text = NULL;
        bool done;
        assert_null(doc_parse_json(rows[i].object, strlen(rows[i].object), &object));
        struct err *e = rollout_status_words(rows[i].kind, object, rows[i].revision, &text, &done);
        if (rows[i].text[0] == '!') {
            assert_non_null(e);
            assert_string_equal(e->msg, rows[i].text + 1);
        } else {
            assert_null(e);
            assert_string_equal(text, rows[i].text);
            assert_int_equal(done, rows[i].done);
        }
        err_free(e);
        free(text);
        cJSON_Delete(object);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
