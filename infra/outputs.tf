# The values that `make deploy` and Zappa's callback read: see configurator/deployment/outputs.py.

output "role_arn" {
  description = "The role of the function and its API."
  value       = aws_iam_role.function.arn
}

output "alias" {
  description = "The alias by which the role may call the function."
  value       = local.alias
}

output "bucket" {
  description = "The bucket for pictures, and for the package during a deployment."
  value       = aws_s3_bucket.this.bucket
}

output "region" {
  value = var.region
}

output "environment" {
  description = "The function's settings. Of secrets, only the parameters' names."
  value = merge(var.settings, {
    ENVIRONMENT              = "production"
    STAGE                    = local.stage
    DATA_DIR                 = "/tmp/profile"
    STORE                    = "dynamodb"
    TABLE_PREFIX             = local.prefix
    PICTURES                 = "s3://${aws_s3_bucket.this.bucket}/${local.pictures}"
    SECRET_KEY_PARAMETER     = local.parameters.secret_key
    OPENAI_API_KEY_PARAMETER = var.renders ? local.parameters.openai_api_key : ""
    IMAGE_DAILY_BUDGET_USD   = tostring(var.image_daily_budget_usd)
    KIOSK_PIN_HASH           = var.kiosk_pin_hash
    PUBLIC_URL               = var.public_url
    TRUSTED_HOSTS            = ".execute-api.${var.region}.${data.aws_partition.this.dns_suffix}"
    CORS_ORIGINS             = join(",", var.cors_origins)
  })
}
