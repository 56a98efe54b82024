import { Invitation, invitationMetadata } from "./invitation";

export { invitationMetadata as generateMetadata };

export default function InvitationPage() {
  return <Invitation />;
}
