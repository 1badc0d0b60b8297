UPDATE campaign SET proposal = :#${body.proposalId} WHERE id = :#${body.campaignId}
