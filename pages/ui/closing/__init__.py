"""The closing report of a campaign: its acceptance, its review and its evaluation on one paper."""
