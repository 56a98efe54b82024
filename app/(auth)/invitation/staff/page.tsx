import { Invitation, invitationMetadata } from "../invitation";

export { invitationMetadata as generateMetadata };

/** Where someone whom two people of the staff have named comes to it. */
export default function StaffInvitationPage() {
  return <Invitation staff />;
}
