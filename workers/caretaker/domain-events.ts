import { z } from "zod";
import { closeWithdrawnGrant } from "#lib/grants/close-withdrawn-grant";
import { createGrantFromDecision } from "#lib/grants/create-grant";
import { endRefusedGrants } from "#lib/grants/end-refused-grants";
import { reviewAfterConcern } from "#lib/grants/review-after-concern";
import { recheckJobs } from "#lib/jobs/recheck-jobs";
import { writeNotices } from "#lib/notices/write-notices";
import type { DomainEventKind } from "#lib/platform/events";
import { createEventHandler, type EventListeners } from "#lib/platform/handle-events";
import { resumeReview } from "#lib/reviews/resume-review";
import { voidStaleProposal } from "#lib/reviews/void-proposal";
import { queueMessages } from "#lib/webhooks/queue-messages";
import { type Loop, startLoop } from "./loop";

const EVERY_MS = 500;

const upheldConcern = z.object({ grantId: z.string() });

/** Which room hears of what. A listener may be told the same twice, and does nothing the second time. */
const LISTENERS: EventListeners<DomainEventKind> = {
  "application.stage_changed": async ({ subjectId: applicationId }) => {
    await voidStaleProposal({ applicationId });
    await resumeReview({ applicationId });
    await closeWithdrawnGrant({ applicationId });
  },
  "application.screened": ({ subjectId }) => voidStaleProposal({ applicationId: subjectId }),
  "evidence.judged": ({ subjectId }) => voidStaleProposal({ applicationId: subjectId }),
  "decision.issued": async ({ subjectId: decisionId }) => {
    await createGrantFromDecision({ decisionId });
    await endRefusedGrants({ decisionId });
  },
  "grant.changed": ({ subjectId }) => recheckJobs({ grantId: subjectId }),
  "key.revoked": ({ subjectId }) => recheckJobs({ keyId: subjectId }),
  "concern.upheld": ({ subjectId: concernId, data }) =>
    reviewAfterConcern({ concernId, ...upheldConcern.parse(data) }),
  "tenant.suspended": ({ subjectId }) => recheckJobs({ tenantId: subjectId }),
};

export function startDomainEvents(): Loop {
  // People, and then endpoints, are told last, once the rooms have done their part.
  const handleEvents = createEventHandler(LISTENERS, async (event) => {
    await writeNotices(event);
    await queueMessages(event);
  });
  return startLoop({ name: "domain events", everyMs: EVERY_MS, turn: handleEvents });
}
