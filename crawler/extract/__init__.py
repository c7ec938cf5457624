"""From a document to the policy events it announces, each with its quoted evidence. Pure; knows no site."""
