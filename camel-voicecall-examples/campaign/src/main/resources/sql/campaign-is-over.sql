UPDATE campaign SET over = TRUE
